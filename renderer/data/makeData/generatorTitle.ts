import { generators } from '../../../core/data/generators';
import type { GeneratorName } from '../../../core/data/source';

/** What a generator is called in the window. */
export function generatorTitle(name: GeneratorName): string {
  return generators[name].title;
}
