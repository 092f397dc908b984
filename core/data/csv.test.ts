import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCsv } from './csv';
import { cellText, cellTexts, textColumn } from './table';

function read(text: string) {
  const parsed = parseCsv(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed;
}

function refused(text: string) {
  const parsed = parseCsv(text);
  if (parsed.ok) throw new Error('was read');
  return parsed.problem;
}

const names = (text: string) => read(text).table.columns.map((column) => column.name);
const rows = (text: string) => {
  const { table } = read(text);
  return Array.from({ length: table.rowCount }, (_, row) =>
    table.columns.map((column) => cellText(column, row)),
  );
};

describe('reading', () => {
  test('columns with their cells, as text', () => {
    const { table, delimiter, raggedCount } = read('a,b\n1,x\n2,y\n');
    expect(table).toEqual({
      rowCount: 2,
      columns: [textColumn('a', ['1', '2']), textColumn('b', ['x', 'y'])],
    });
    expect(delimiter).toBe(',');
    expect(raggedCount).toBe(0);
  });

  test.each([',', ';', '\t', '|'])('delimiter %j is detected', (delimiter) => {
    const text = [
      ['a', 'b', 'c'],
      ['1', '2', '3'],
      ['4', '5', '6'],
    ]
      .map((row) => row.join(delimiter))
      .join('\n');
    expect(read(text).delimiter).toBe(delimiter);
    expect(rows(text)).toEqual([
      ['1', '2', '3'],
      ['4', '5', '6'],
    ]);
  });

  test('semicolons win over the commas of decimal numbers', () => {
    expect(rows('a;b;c\n1,5;2,25;3\n2,5;3,5;4,1\n')).toEqual([
      ['1,5', '2,25', '3'],
      ['2,5', '3,5', '4,1'],
    ]);
  });

  test('a byte order mark is no part of the first name', () => {
    expect(names('\ufeffa,b\n1,2')).toEqual(['a', 'b']);
  });

  test('one column, with and without an empty cell', () => {
    expect(rows('a\n1\n\n3\n')).toEqual([['1'], [''], ['3']]);
  });

  test('blank lines before the header and between rows are passed over', () => {
    expect(rows('\n\na,b\n1,2\n\n3,4\n\n\n')).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  test.each(['\n', '\r\n', '\r'])('line ending %j', (ending) => {
    expect(rows(['a,b', '1,"x ""y"""', '2,z'].join(ending) + ending)).toEqual([
      ['1', 'x "y"'],
      ['2', 'z'],
    ]);
  });

  test('line endings may be mixed', () => {
    expect(rows('a,b\r\n1,2\n3,4\r\n5,6\r7,8\n')).toEqual([
      ['1', '2'],
      ['3', '4'],
      ['5', '6'],
      ['7', '8'],
    ]);
  });

  test('any cells survive quoting', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '1', '"', ',', ';', '\n', ' ', 'é') });
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const line = (cells: string[]) => cells.map(quoted).join(',');
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 20 }), (cells) => {
        const text = ['x,y,z', ...cells.map(line)].join('\n');
        expect(rows(text)).toEqual(cells);
      }),
    );
  });
});

describe('column names', () => {
  test('empty and repeated names become unique', () => {
    expect(names('a,,a,a (2),a,\n1,2,3,4,5,6')).toEqual([
      'a',
      'column 2',
      'a (3)',
      'a (2)',
      'a (4)',
      'column 6',
    ]);
  });

  test('names that objects have already are ordinary', () => {
    const hostile = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    expect(names(`${hostile.join(',')}\n1,2,3,4`)).toEqual(hostile);
    expect(cellTexts(read(`${hostile.join(',')}\n1,2,3,4`).table.columns[0]!)).toEqual(['1']);
  });

  test('whatever the header, every name is there once', () => {
    const name = fc.constantFrom('a', 'a (2)', '', ' ', 'column 2', 'column 2 (2)', 'b');
    fc.assert(
      fc.property(fc.array(name, { minLength: 2, maxLength: 12 }), (header) => {
        fc.pre(header.some((cell) => cell.trim() !== ''));
        const text = `${header.join(',')}\n${header.map(() => '1').join(',')}`;
        expect(new Set(names(text)).size).toBe(header.length);
      }),
    );
  });
});

describe('rows of another length', () => {
  test('are left out, counted, and listed with their line, also below quoted line breaks', () => {
    const text = 'a,b\n"1\n1",2\n3\n4,5\n6,7,8\n';
    const { table, ragged, raggedCount } = read(text);
    expect(table.rowCount).toBe(2);
    expect(raggedCount).toBe(2);
    expect(ragged).toEqual([
      { line: 4, cells: 1, expected: 2, text: '3' },
      { line: 6, cells: 3, expected: 2, text: '6,7,8' },
    ]);
  });

  test('at most a hundred are listed', () => {
    const { ragged, raggedCount } = read(`a,b\n1,2\n${'1,2,3\n'.repeat(150)}`);
    expect(raggedCount).toBe(150);
    expect(ragged).toHaveLength(100);
    expect(ragged.at(-1)!.line).toBe(102);
  });
});

describe('refusals say what is wrong and where', () => {
  test('nothing in it', () => {
    for (const text of ['', '\ufeff', ' \n\n', '\r\n']) expect(refused(text).code).toBe('csv.empty');
  });

  test('a header alone', () => {
    expect(refused('a,b,c\n\n')).toMatchObject({
      code: 'csv.headerOnly',
      message: 'The file has a header with 3 columns, but no rows below it.',
    });
  });

  test('not text', () => {
    expect(refused('PK\u0003\u0004\0\0').code).toBe('csv.binary');
  });

  test('a quote that is never closed', () => {
    expect(refused('a,b\n1,"x\ny"\n2,"z\n3,4\n')).toMatchObject({
      code: 'csv.quote',
      message: 'A quoted cell in the row that begins on line 4 is never closed.',
    });
  });

  test('text after a closing quote', () => {
    expect(refused('a,b\n1,2\n"x" y,2\n')).toMatchObject({
      code: 'csv.quote',
      message: 'A quoted cell in the row that begins on line 3 goes on after its closing quote.',
    });
  });

  test('no row that fits the header', () => {
    expect(refused('a,b\n1\n2\n').message).toBe(
      'The header has 2 cells, but none of the 2 rows below it does: line 2 has 1.',
    );
  });
});
