export interface Token {
  kind: 'plain' | 'comment' | 'string' | 'number' | 'keyword';
  text: string;
}

export type Language = 'typescript' | 'json' | 'python' | 'c';

const keywords: Record<Exclude<Language, 'json'>, string> = {
  typescript:
    'as|const|export|extends|for|from|function|if|else|import|interface|let|of|new|number|readonly|return|string|throw|type|switch|case|default|true|false|null',
  python:
    'and|as|assert|class|def|elif|else|except|False|for|from|if|import|in|is|lambda|None|not|or|pass|raise|return|self|True|try|while|with|yield',
  c: 'char|const|double|else|extern|float|for|if|int|long|return|size_t|static|struct|typedef|unsigned|void|while',
};

const doubleQuoted = String.raw`"(?:[^"\\\n]|\\.)*"`;
const singleQuoted = String.raw`'(?:[^'\\\n]|\\.)*'`;
const slashed = String.raw`(?<comment>\/\/[^\n]*|\/\*[\s\S]*?\*\/)`;
const number = String.raw`(?<number>(?<![\w.])-?\d+(?:\.\d+)?(?:e[+-]?\d+)?f?)`;
const keyword = (language: Exclude<Language, 'json'>) =>
  String.raw`(?<keyword>\b(?:${keywords[language]})\b)`;
const pattern = (...parts: string[]) => new RegExp(parts.join('|'), 'g');

const patterns: Record<Language, RegExp> = {
  typescript: pattern(
    slashed,
    String.raw`(?<string>${singleQuoted}|${doubleQuoted}|\`(?:[^\`\\]|\\.)*\`)`,
    number,
    keyword('typescript'),
  ),
  json: /(?<string>"(?:[^"\\]|\\.)*")|(?<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<keyword>\b(?:true|false|null)\b)/g,
  python: pattern(
    '(?<comment>#[^\\n]*)',
    String.raw`(?<string>"{3}[\s\S]*?"{3}|${singleQuoted}|${doubleQuoted})`,
    number,
    keyword('python'),
  ),
  c: pattern(slashed, String.raw`(?<string>${doubleQuoted}|<\w+\.h>)`, number, keyword('c')),
};

/** What a file of this name is written in; null for one that is in no language we colour. */
export function languageOf(fileName: string): Language | null {
  const extension = fileName.slice(fileName.lastIndexOf('.') + 1);
  if (['ts', 'js', 'cjs'].includes(extension)) return 'typescript';
  if (extension === 'c' || extension === 'h') return 'c';
  if (extension === 'py') return 'python';
  return extension === 'json' ? 'json' : null;
}

/** Splits a text into what to colour. The parts put together are the text. */
export function highlight(text: string, language: Language): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const match of text.matchAll(patterns[language])) {
    const [kind] = Object.entries(match.groups ?? {}).find(([, found]) => found !== undefined) ?? ['plain'];
    if (match.index > end) tokens.push({ kind: 'plain', text: text.slice(end, match.index) });
    tokens.push({ kind: kind as Token['kind'], text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < text.length) tokens.push({ kind: 'plain', text: text.slice(end) });
  return tokens;
}
