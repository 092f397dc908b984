import { describe, expect, it } from 'vitest';
import { labelCategory, moveCategory } from './categoryOrder';

const sizes = { categories: ['S', 'M', 'L'], labels: ['small', '', 'large'] };

describe('moveCategory', () => {
  it('takes the label along', () => {
    expect(moveCategory(sizes, 2, 0)).toEqual({
      categories: ['L', 'S', 'M'],
      labels: ['large', 'small', ''],
    });
  });

  it('stays in the list, and brings no labels where there are none', () => {
    expect(moveCategory({ categories: ['a', 'b'] }, 0, 9)).toEqual({ categories: ['b', 'a'] });
  });
});

describe('labelCategory', () => {
  it('sets one, and takes the list away with the last', () => {
    expect(labelCategory({ categories: ['S', 'M'] }, 1, ' medium ')).toEqual(['', 'medium']);
    expect(labelCategory({ categories: ['S', 'M'], labels: ['', 'medium'] }, 1, '')).toBeUndefined();
    expect(labelCategory({ categories: ['S', 'M'] }, 0, 'S')).toBeUndefined();
  });
});
