import type { TypescriptOptions } from './options';

/**
 * Source with its types marked, from which both TypeScript and JavaScript are made. In the fixed parts of a template,
 * `«: number»` is only for TypeScript; what is put into the template is taken as it stands (it may itself be marked). The marks
 * are control characters, which no literal, comment or name in a file holds.
 */
export function code(parts: TemplateStringsArray, ...inserted: readonly string[]): string {
  return String.raw({ raw: parts.map(mark) }, ...inserted);
}

const open = '\u0001';
const close = '\u0002';

function mark(text: string): string {
  return text.replaceAll('«', open).replaceAll('»', close);
}

const typed = new RegExp(`${open}[^${close}]*${close}`, 'g');
const marks = new RegExp(`[${open}${close}]`, 'g');

/** The text of a section in the language asked for; empty where nothing is left of it. */
export function finish(marked: string, form: TypescriptOptions['form']): string {
  if (form === 'typescript') return marked.replace(marks, '');
  const untyped = marked.replace(typed, '');
  return form === 'commonJs' ? untyped.replace(/^export (?=function|const)/gm, '') : untyped;
}
