// Reads what a source file imports, by parsing it: imports, re-exports, import(), require() and import types.
import { parseSync } from 'oxc-parser';

/**
 * @typedef {{ specifier: string, typeOnly: boolean, line: number }} Import
 * @typedef {Record<string, any>} Node
 */

/**
 * @param {string} file its name decides between TypeScript, TSX and JavaScript
 * @param {string} source
 * @returns {{ imports: Import[], error: string | undefined }} error: why the file can't be parsed
 */
export function importsOf(file, source) {
  const { program, errors } = parseSync(file, source);
  /** @type {Import[]} */
  const found = [];
  visit(program, (node) => {
    const request = requestOf(node);
    if (!request) return;
    const line = source.slice(0, node.start).split('\n').length;
    found.push({ specifier: request, typeOnly: isTypeOnly(node), line });
  });
  return { imports: found, error: errors[0]?.message };
}

/**
 * @param {unknown} value
 * @param {(node: Node) => void} enter
 */
function visit(value, enter) {
  if (Array.isArray(value)) for (const item of value) visit(item, enter);
  else if (value !== null && typeof value === 'object') {
    const node = /** @type {Node} */ (value);
    if (typeof node.type === 'string') enter(node);
    for (const child of Object.values(node)) visit(child, enter);
  }
}

/**
 * @param {Node} node
 * @returns {string | undefined} the module that the node asks for
 */
function requestOf(node) {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return node.source?.value;
    case 'TSExternalModuleReference':
      return node.expression.value;
    case 'CallExpression':
      if (node.callee.name !== 'require') return undefined;
      return typeof node.arguments[0]?.value === 'string' ? node.arguments[0].value : undefined;
    default:
      return undefined;
  }
}

/** @param {Node} node */
function isTypeOnly(node) {
  if (node.type === 'TSImportType') return true;
  return node.importKind === 'type' || node.exportKind === 'type';
}
