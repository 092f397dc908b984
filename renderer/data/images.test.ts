import { describe, expect, it } from 'vitest';
import { type DatasetSpec, datasetSchema } from '../../core/data/schema';
import { imageName, imageProblem, suggestedImage } from './images';

function datasetOf(count: number, images: DatasetSpec['images'] = []): DatasetSpec {
  const pixels = Array.from({ length: count }, (_, index) => ({ name: `c${index}`, type: 'number' }));
  const label = { name: 'label', type: 'category', categories: ['a'], role: 'target' };
  return datasetSchema.parse({
    source: { kind: 'csv', path: '/x.csv' },
    columns: [...pixels, label],
    images,
  });
}

describe('imageProblem', () => {
  const dataset = datasetOf(64);
  it('is content with a run of numbers', () => {
    expect(imageProblem(dataset, { first: 'c0', width: 8, height: 8 })).toBeNull();
    expect(imageProblem(dataset, { first: 'c4', width: 10, height: 6 })).toBeNull();
  });

  it('says what is wrong with another', () => {
    expect(imageProblem(dataset, { first: 'c0', width: 9, height: 8 })).toContain('there are 65 columns');
    expect(imageProblem(dataset, { first: 'c1', width: 8, height: 8 })).toContain('"label"');
    expect(imageProblem(dataset, { first: 'zz', width: 8, height: 8 })).toContain('no column "zz"');
    expect(imageProblem(dataset, { first: 'c0', width: Number.NaN, height: 8 })).toContain('whole numbers');
    const taken = datasetOf(64, [{ name: 'face', first: 'c0', width: 4, height: 4 }]);
    expect(imageProblem(taken, { first: 'c8', width: 4, height: 4 })).toContain('"face"');
    expect(imageProblem(taken, { first: 'c16', width: 4, height: 4 })).toBeNull();
  });
});

it('begins with what looks like a picture', () => {
  expect(suggestedImage(datasetOf(64))).toMatchObject({ first: 'c0', width: 8, height: 8 });
});

it('names pictures apart', () => {
  const image = { first: 'a', width: 1, height: 1 };
  expect(imageName([])).toBe('image');
  expect(imageName([{ ...image, name: 'image' }])).toBe('image 2');
});
