import { getSnapshot, isTreeNode } from 'mobx-keystone';

/** A value without proxies, whether it stands in the document's tree or not. */
export function plain<T>(value: T): T {
  return typeof value === 'object' && value !== null && isTreeNode(value) ? (getSnapshot(value) as T) : value;
}
