import type { ColumnOf } from '../../core/data/schema';

type Category = Pick<ColumnOf<'category'>, 'categories' | 'labels'>;

/** The categories with one at another place; the others keep their order, labels go along. */
export function moveCategory({ categories, labels }: Category, from: number, to: number): Category {
  const order = categories.map((_, index) => index);
  const [moved] = order.splice(from, 1);
  if (moved === undefined) return { categories, ...(labels && { labels }) };
  order.splice(Math.max(0, Math.min(to, order.length)), 0, moved);
  return {
    categories: order.map((index) => categories[index]!),
    ...(labels && { labels: order.map((index) => labels[index] ?? '') }),
  };
}

/** What people read instead of a category. A label that says nothing new is none; without any, the list goes. */
export function labelCategory(
  { categories, labels = [] }: Category,
  index: number,
  label: string,
): string[] | undefined {
  const trimmed = label.trim();
  const next = categories.map((category, place) => {
    const text = place === index ? trimmed : (labels[place] ?? '');
    return text === category ? '' : text;
  });
  return next.some((text) => text !== '') ? next : undefined;
}
