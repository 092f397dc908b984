import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatCsv } from '../core/data/writeCsv';
import { cellsOf, dataEngine, done, refused } from './testing/importing';

const { own, write, importText } = dataEngine();
const names = async (text: string) => done(await importText(text)).columns.map((column) => column.name);
const rows = async (text: string | Uint8Array) => cellsOf(done(await importText(text)));
const types = async (text: string) => done(await importText(text)).columns.map(({ type }) => type);

describe('csv-spectrum', () => {
  const folder = join(import.meta.dirname, '../node_modules/csv-spectrum');
  const all = readdirSync(join(folder, 'csvs'));

  test('is there', () => expect(all.length).toBeGreaterThanOrEqual(12));

  test.each(all)('%s', async (name) => {
    const path = join(folder, 'csvs', name);
    const json = JSON.parse(readFileSync(join(folder, 'json', name.replace('.csv', '.json')), 'utf8'));
    // One file has a single row without the list around it.
    const wanted: Record<string, string>[] = [json].flat();
    // And its telephone number is another than that of the CSV.
    const phone = 'Contact Phone Number';
    if (wanted[0]?.[phone] === '1234567890') wanted[0][phone] = '2095257564';
    const imported = done(await own.engine.import({ source: { kind: 'csv', path } }));
    expect(imported.misfitCount).toBe(0);
    expect(imported.columns.map((column) => column.name)).toEqual(Object.keys(wanted[0]!));
    expect(await cellsOf(imported)).toEqual(wanted.map((row) => Object.values(row)));
    await imported.table.close();
  });
});

describe('the files people learn with', () => {
  const samples = join(import.meta.dirname, '../resources/samples');
  const data = join(import.meta.dirname, 'testing/data');
  const read = (path: string) => own.engine.import({ source: { kind: 'csv', path } });

  test('penguins, with what is missing', async () => {
    const { table, columns } = done(await read(join(samples, 'penguins.csv')));
    expect(table.rowCount).toBe(344);
    expect(columns.map(({ name, type, missing }) => [name, type, missing])).toEqual([
      ['species', 'category', 0],
      ['island', 'category', 0],
      ['beak_length_mm', 'number', 2],
      ['beak_depth_mm', 'number', 2],
      ['flipper_length_mm', 'integer', 2],
      ['body_mass_g', 'integer', 2],
      ['sex', 'category', 10],
    ]);
    expect(columns[0]!.values).toEqual([
      { value: 'Adelie', count: 152 },
      { value: 'Gentoo', count: 124 },
      { value: 'Chinstrap', count: 68 },
    ]);
  });

  const csv = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.csv'));
  const all = [samples, data].flatMap((folder) => csv(folder).map((name) => join(folder, name)));
  test.each(all)('%s', async (path) => {
    const imported = done(await read(path));
    const [header, ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
    expect(imported.misfitCount).toBe(0);
    expect(imported.columns.map(({ name }) => name)).toEqual(header!.split(','));
    const cells = await cellsOf(imported);
    expect(cells.length).toBe(lines.length);
    const same = (cell: string) =>
      cell === '?' ? '' : cell !== '' && Number.isFinite(Number(cell)) ? String(Number(cell)) : cell;
    for (const at of [0, cells.length >> 1, cells.length - 1])
      expect(cells[at]).toEqual(lines[at]!.split(',').map(same));
    await imported.table.close();
  });
});

describe('reading', () => {
  test('columns with their cells', async () => {
    const imported = done(await importText('a,b\n1,x\n2,y\n'));
    expect(imported.source).toMatchObject({ delimiter: ',', quote: '"', header: true, encoding: 'utf-8' });
    expect(imported.table.columns).toEqual([
      { name: 'a', type: 'integer' },
      { name: 'b', type: 'category' },
    ]);
    expect(await imported.table.load(['b', 'a', 'c'])).toEqual({
      rowCount: 2,
      columns: [
        { name: 'b', kind: 'text', codes: Int32Array.of(0, 1), texts: ['x', 'y'] },
        { name: 'a', kind: 'number', values: Float64Array.of(1, 2) },
      ],
    });
  });

  test.each([',', ';', '\t', '|'])('delimiter %j is detected', async (delimiter) => {
    const text = ['a,b,c', '1,2,3', '4,5,6'].join('\n').replaceAll(',', delimiter);
    const imported = done(await importText(text));
    expect(imported.source).toMatchObject({ delimiter });
    expect(await cellsOf(imported)).toEqual([
      ['1', '2', '3'],
      ['4', '5', '6'],
    ]);
  });

  test('semicolons win over the commas of decimal numbers', async () => {
    expect(await rows('a;b;c\n1,5;2,25;3\n2,5;3,5;4,1\n')).toEqual([
      ['1,5', '2,25', '3'],
      ['2,5', '3,5', '4,1'],
    ]);
  });

  test('what the user says about the file is followed', async () => {
    const text = "a,'b;c'\n1,'2;3'\n";
    const { source, table, columns } = done(
      await importText(text, { delimiter: ';', quote: 'none', header: false }),
    );
    expect(source).toMatchObject({ delimiter: ';', quote: 'none', header: false });
    expect(columns.map(({ name }) => name)).toEqual(['column 1', 'column 2']);
    expect((await table.page({ first: 0, count: 10 })).rows).toEqual([
      ["a,'b", "c'"],
      ["1,'2", "3'"],
    ]);
    expect(await cellsOf(done(await importText(text, { quote: "'" })))).toEqual([['1', '2;3']]);
  });

  test('single quotes are detected', async () => {
    expect(await rows("a,'b'\n1,'x,y'\n2,'it''s'\n")).toEqual([
      ['1', 'x,y'],
      ['2', "it's"],
    ]);
  });

  test.each([
    ['a,b\n1,2\n3,4\n', true],
    ['1,2\n3,4\n5,6\n', false],
    ['5.1,3.5,setosa\n4.9,3.0,setosa\n', false],
    ['country,2019,2020\nA,3,9\nB,5,6\n', true],
    ['a,b\nx,y\n', true],
    ['2020-01-01,5\n2020-01-02,6\n', false],
  ])('the header of %j: %s', async (text, header) => {
    expect(done(await importText(text)).source).toMatchObject({ header });
  });

  test('a byte order mark is no part of the first name', async () => {
    expect(await names('\ufeffa,b\n1,2')).toEqual(['a', 'b']);
    expect(await rows('\ufeff1,2\n3,4')).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  test('one column, with and without an empty cell', async () => {
    expect(await rows('a\n1\n\n3\n')).toEqual([['1'], [''], ['3']]);
    expect(await rows('\na\n1\n\n3\n')).toEqual([['1'], [''], ['3']]);
  });

  test('blank lines before the header and between rows are passed over', async () => {
    for (const blank of ['', '  ']) {
      const text = `\n\na,b\n1,2\n${blank}\n3,4\n${blank}\n\n`;
      const imported = done(await importText(text));
      expect(imported.misfitCount).toBe(0);
      expect(await cellsOf(imported)).toEqual([
        ['1', '2'],
        ['3', '4'],
      ]);
    }
  });

  test.each(['\n', '\r\n', '\r'])('line ending %j', async (ending) => {
    expect(await rows(['a,b', '1,"x ""y"""', '2,z'].join(ending) + ending)).toEqual([
      ['1', 'x "y"'],
      ['2', 'z'],
    ]);
  });

  test('line endings may be mixed', async () => {
    expect(await rows('a,b\r\n1,2\n3,4\r\n5,6\r7,8\n')).toEqual([
      ['1', '2'],
      ['3', '4'],
      ['5', '6'],
      ['7', '8'],
    ]);
  });

  test('a path that looks like a pattern is one file', async () => {
    const path = await write('a,b\n1,2\n', "it's [a-z]*.csv");
    expect(await cellsOf(done(await own.engine.import({ source: { kind: 'csv', path } })))).toEqual([
      ['1', '2'],
    ]);
  });
});

describe('what is written is read', () => {
  const cell = fc.oneof(
    fc.string({
      unit: fc.constantFrom('a', '1', '"', "'", ',', ';', '\n', '\r', '\t', ' ', 'é', '😀', '_', '.', '-'),
    }),
    fc.integer().map(String),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.constantFrom(
      '',
      'NA',
      'true',
      'no',
      '007',
      '1_000',
      '2020-01-31',
      '9007199254740993',
      'inf',
      '0x1F',
      '__proto__',
    ),
  );
  const tables = fc
    .integer({ min: 1, max: 5 })
    .chain((width) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }),
    );

  /** A cell as it is shown, whatever its column's type: the words for nothing are empty, numbers in their shortest form. */
  const shown = (text: string, type: string) => {
    if (['', 'na', 'nan', 'null', 'none', '?', 'n/a'].includes(text.trim().toLowerCase())) return '';
    if (type === 'number' || type === 'integer') return String(Number(text));
    if (type === 'boolean')
      return ['true', 'yes', 't', 'y'].includes(text.trim().toLowerCase()) ? 'true' : 'false';
    return type === 'date' ? text.trim() : text;
  };

  test('cell by cell', async () => {
    await fc.assert(
      fc.asyncProperty(tables, async (cells) => {
        const width = cells[0]!.length;
        const header = Array.from({ length: width }, (_, index) => `name ${index}`);
        const imported = done(
          await importText(formatCsv([header, ...cells]), { delimiter: ',', quote: '"', header: true }),
        );
        expect(imported.misfitCount).toBe(0);
        const kinds = imported.columns.map(({ type }) => type);
        expect(await cellsOf(imported)).toEqual(
          cells.map((row) => row.map((text, at) => shown(text, kinds[at]!))),
        );
        await imported.table.close();
      }),
      { numRuns: 60 },
    );
  });
});

describe('column names', () => {
  test('empty and repeated names become unique', async () => {
    expect(await names('a,,a,a (2),a,\n1,2,3,4,5,6')).toEqual([
      'a',
      'column 2',
      'a (3)',
      'a (2)',
      'a (4)',
      'column 6',
    ]);
  });

  test('hostile names are ordinary', async () => {
    const hostile = [
      '__proto__',
      'constructor',
      'line\nbreak',
      'a "quote"',
      "it's",
      '🐧',
      "'); drop table x; --",
      'c0',
      'flag',
      'rowid',
      ' space ',
    ];
    const text = formatCsv([hostile, hostile.map((_, index) => String(index)), hostile.map(() => 'x')]);
    const imported = done(await importText(text));
    expect(imported.columns.map(({ name }) => name)).toEqual(hostile);
    for (const [index, name] of hostile.entries()) {
      const { columns } = await imported.table.load([name]);
      expect(columns).toMatchObject([{ name, texts: [String(index), 'x'] }]);
      const filters = [{ is: 'oneOf' as const, column: name, values: ['x'] }];
      expect((await imported.table.page({ first: 0, count: 5, filters })).rowNumbers).toEqual([1]);
    }
  });
});

describe('types', () => {
  test.each([
    [['1', '2', ' 3 '], 'integer'],
    [['1', '2.5'], 'number'],
    [['1e3', '-.5', '+2'], 'number'],
    [['0', '1', '0'], 'integer'],
    [['yes', 'No', ''], 'boolean'],
    [['t', 'f'], 'boolean'],
    [['2020-01-31', '2021/12/01'], 'date'],
    [['2020-01-31T10:20:30.5Z', '2020-01-31 10:20'], 'date'],
    [['2020-02-30', '2020-01-01'], 'category'],
    [['007', '008'], 'category'],
    [['1', '-01'], 'category'],
    [['9007199254740993', '1'], 'category'],
    [['9007199254740991', '1'], 'integer'],
    [['1_000', '2'], 'category'],
    [['0x10', '2'], 'category'],
    [['inf', '2'], 'category'],
    [['1e999', '2'], 'category'],
    [['1', 'x'], 'category'],
    [['', 'NA'], 'category'],
    [Array.from({ length: 30 }, (_, i) => `name ${i}`), 'text'],
  ])('%j: %s', async (cells, type) => {
    expect(await types(`v,other\n${cells.map((cell) => `${cell},x`).join('\n')}\n`)).toEqual([
      type,
      'category',
    ]);
  });

  const many = Array.from({ length: 100_000 }, (_, row) => String(row % 1000));
  const tail = async (last: string[]) =>
    done(await importText(`v,w\n${[...many, ...last].map((v) => `${v},1`).join('\n')}\n`));

  test('far below the sample, a fraction makes numbers of integers', async () => {
    expect((await tail(['2.5'])).columns[0]!.type).toBe('number');
  });

  test.each(['007', '12345678901234567890'])('far below the sample, %s makes categories', async (cell) => {
    const imported = await tail([cell]);
    expect(imported.columns[0]).toMatchObject({ type: 'text', distinct: 1001 });
    expect(imported.misfitCount).toBe(0);
    const last = await imported.table.page({ first: 100_000, count: 1 });
    expect(last.rows).toEqual([[cell, '1']]);
  });

  test.each(['abc', '1_000', 'inf', '0x1F', '-'])(
    'far below the sample, %s is told with its line',
    async (cell) => {
      const imported = await tail([cell, '5']);
      expect(imported.columns[0]).toMatchObject({ type: 'integer', distinct: 1000 });
      expect(imported.table.rowCount).toBe(100_001);
      expect(imported.misfitCount).toBe(1);
      expect(imported.misfits).toEqual([
        { line: 100_002, kind: 'type', column: 'v', type: 'integer', text: cell },
      ]);
    },
  );

  test('many cells that do not fit make categories', async () => {
    const imported = await tail(Array.from({ length: 2000 }, () => 'abc'));
    expect(imported.columns[0]!.type).toBe('text');
    expect(imported.misfitCount).toBe(0);
    expect(imported.table.rowCount).toBe(102_000);
  });

  test('a column that is empty as far as the sample goes', async () => {
    const rowsOf = (first: string) => `${first},${'x'.repeat(40)}\n`.repeat(40_000);
    const imported = done(await importText(`v,w\n${rowsOf('')}${rowsOf('1.5')}`));
    expect(imported.columns[0]).toMatchObject({ type: 'number', missing: 40_000 });
  });

  test('large numbers with a fraction or an exponent are numbers', async () => {
    const imported = done(await importText('v,w\n1e20,1\n-3.5e30,2\n1.5,3\n'));
    expect((await imported.table.load(['v'])).columns[0]).toEqual({
      name: 'v',
      kind: 'number',
      values: Float64Array.of(1e20, -3.5e30, 1.5),
    });
  });

  test('types that the user sets', async () => {
    const text = 'a,b,c,d\n007,1,2.0,2020-01-01\n8,0,3,x\n';
    const result = await importText(
      text,
      {},
      { types: { a: 'number', b: 'boolean', c: 'category', d: 'date' } },
    );
    const { columns, table, misfits } = done(result);
    expect(columns.map(({ type }) => type)).toEqual(['number', 'boolean', 'category', 'date']);
    expect((await table.page({ first: 0, count: 5 })).rows).toEqual([['7', 'true', '2.0', '2020-01-01']]);
    expect(misfits).toEqual([{ line: 3, kind: 'type', column: 'd', type: 'date', text: 'x' }]);
  });

  test('dates are milliseconds in UTC', async () => {
    const cells = ['2020-01-31', '1969-07-20 20:17', '2020-01-31T10:20:30.25+02:00', ''];
    const imported = done(await importText(`d,x\n${cells.map((cell) => `${cell},1`).join('\n')}\n`));
    expect((await imported.table.load(['d'])).columns[0]).toEqual({
      name: 'd',
      kind: 'date',
      values: Float64Array.of(
        Date.UTC(2020, 0, 31),
        Date.UTC(1969, 6, 20, 20, 17),
        Date.UTC(2020, 0, 31, 8, 20, 30, 250),
        Number.NaN,
      ),
    });
  });

  test('other words for nothing', async () => {
    const text = 'a,b\n1,NA\n-999,x\n3,y\n';
    const imported = done(await importText(text, { missingWords: ['-999'] }));
    expect(await cellsOf(imported)).toEqual([
      ['1', 'NA'],
      ['', 'x'],
      ['3', 'y'],
    ]);
    expect(await cellsOf(done(await importText('a,b\n1, nUlL \n nOnE,x\n')))).toEqual([
      ['1', ''],
      ['', 'x'],
    ]);
  });
});

describe('rows that do not fit', () => {
  test('are left out, counted, and listed with their line, also below quoted line breaks', async () => {
    const imported = done(await importText('a,b\n"1\n1",2\n3\n4,5\n6,7,8\n"x" y,2\n'));
    expect(imported.table.rowCount).toBe(2);
    expect(imported.misfitCount).toBe(3);
    expect(imported.misfits).toEqual([
      { line: 4, kind: 'cells', cells: 1, expected: 2, text: '3' },
      { line: 6, kind: 'cells', cells: 3, expected: 2, text: '6,7,8' },
      { line: 7, kind: 'quote', text: '"x" y,2' },
    ]);
  });

  test('at most a thousand are listed', async () => {
    const { misfits, misfitCount } = done(await importText(`a,b\n1,2\n${'1,2,3\n'.repeat(1500)}`));
    expect(misfitCount).toBe(1500);
    expect(misfits).toHaveLength(1000);
    expect(misfits.at(-1)!.line).toBe(1002);
  });

  test('fail the import where the user wants that', async () => {
    expect(refused(await importText('a,b\n1,2\n3\n4,5,6\n', { misfits: 'fail' }))).toMatchObject({
      code: 'data.misfits',
      message: expect.stringContaining('Line 3 has 1 cell instead of 2. 2 rows do not fit.'),
    });
    const type = await importText(`a,b\n${'1,2\n'.repeat(300)}x,3\n`, { misfits: 'fail' });
    expect(refused(type).message).toContain('Line 302 holds "x" in column "a", which is no integer.');
    expect(done(await importText('a,b\n1,2\n', { misfits: 'fail' })).misfitCount).toBe(0);
  });
});
