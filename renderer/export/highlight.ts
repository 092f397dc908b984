import type { ExportFormat } from '../../core/export';

export interface Token {
  kind: 'plain' | 'comment' | 'string' | 'number' | 'keyword';
  text: string;
}

const keywords =
  'as|const|export|extends|for|from|function|if|else|import|interface|let|of|new|number|readonly|return|string|throw|type|switch|case|default|true|false|null';

const patterns: Record<ExportFormat, RegExp> = {
  typescript: new RegExp(
    [
      String.raw`(?<comment>\/\/[^\n]*|\/\*[\s\S]*?\*\/)`,
      String.raw`(?<string>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|\`(?:[^\`\\]|\\.)*\`)`,
      String.raw`(?<number>(?<![\w.])-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)`,
      String.raw`(?<keyword>\b(?:${keywords})\b)`,
    ].join('|'),
    'g',
  ),
  json: /(?<string>"(?:[^"\\]|\\.)*")|(?<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<keyword>\b(?:true|false|null)\b)/g,
};

/** Splits a text into what to colour. The parts put together are the text. */
export function highlight(text: string, language: ExportFormat): Token[] {
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
