import { describe, expect, it } from 'vitest';
import type { RowPage, RowQuery } from '../../../core/data/query';
import type { Answer } from '../../engine/engineClient';
import { RowPictures } from './rowPictures';
import type { ShownPicture } from './shownPictures';

const pictureOf = (start: number, width: number, height: number): ShownPicture => ({
  name: `from ${start}`,
  width,
  height,
  start,
  min: 0,
  max: 1,
});

/** A table whose cell is 10,000 · row + column. Notes what is asked; fails as often as it is told to. */
function table(failures = 0) {
  const asked: RowQuery[] = [];
  const queryRows = async (_dataId: string, query: RowQuery): Promise<Answer<RowPage>> => {
    asked.push(query);
    await new Promise((resolve) => setImmediate(resolve));
    if (asked.length <= failures) return { ok: false, problem: { code: 'x', message: 'Gone.' } };
    const rows = query.rows!.map((row) => query.columns!.map((column) => String(10_000 * row + column)));
    return { ok: true, value: { first: 0, rowNumbers: query.rows!, rows, total: rows.length } };
  };
  return { asked, queryRows };
}

describe('RowPictures', () => {
  it('has the pixels of rows that lie far apart, from one question', async () => {
    const source = table();
    const [left, right] = [pictureOf(3, 2, 2), pictureOf(20, 3, 1)];
    await new Promise<void>((resolve) => {
      const pictures = new RowPictures(source, 'd', [left, right], () => {
        expect(pictures.pixel(90, left, 3)).toBe(900_006);
        expect(pictures.pixel(7, right, 2)).toBe(70_022);
        expect(pictures.pixel(8, right, 2)).toBeUndefined();
        resolve();
      });
      pictures.need([7, 90]);
    });
    expect(source.asked).toEqual([{ first: 0, count: 2, rows: [7, 90], columns: [3, 4, 5, 6, 20, 21, 22] }]);
  });

  it('asks in parts where a picture has very many pixels, and shows it when it is whole', async () => {
    const source = table();
    const large = pictureOf(0, 50, 50);
    await new Promise<void>((resolve) => {
      const pictures = new RowPictures(source, 'd', [large], resolve);
      pictures.need([5]);
    });
    expect(source.asked.map(({ columns }) => columns?.length)).toEqual([1000, 1000, 500]);
  });

  it('asks only for what is still in view', async () => {
    const source = table();
    const picture = pictureOf(0, 28, 28);
    const rows = (from: number) => Array.from({ length: 60 }, (_, row) => from + row);
    await new Promise<void>((resolve) => {
      const pictures: RowPictures = new RowPictures(source, 'd', [picture], () => {
        if (pictures.pixel(1059, picture, 0) !== undefined) resolve();
      });
      pictures.need(rows(0));
      pictures.need(rows(500));
      pictures.need(rows(1000));
    });
    const first = source.asked.map((query) => query.rows![0]);
    expect(first.filter((row) => row! >= 500 && row! < 1000)).toEqual([]);
  });

  it('asks again after a question that failed', async () => {
    const source = table(1);
    const picture = pictureOf(0, 2, 2);
    let changes = 0;
    const pictures = new RowPictures(source, 'd', [picture], () => {
      changes += 1;
    });
    pictures.need([1]);
    await expect.poll(() => source.asked.length).toBe(1);
    expect(changes).toBe(0);
    await expect
      .poll(() => {
        pictures.need([1]);
        return pictures.pixel(1, picture, 0);
      })
      .toBe(10_000);
  });
});
