import {
  IconArrowMerge,
  IconColumns3,
  IconDice3,
  IconGridDots,
  IconLogin2,
  IconPlus,
  type IconProps,
  IconTarget,
  IconTargetArrow,
  IconWaveSine,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { findNodeKind } from '../../core/nodes';
import type { Family } from '../../core/nodes/kind';

/** Groups of the palette, in order. */
export const families: { family: Family; title: string }[] = [
  { family: 'data', title: 'Data' },
  { family: 'linear', title: 'Layers' },
  { family: 'activation', title: 'Activation' },
  { family: 'regularisation', title: 'Regularisation' },
  { family: 'merge', title: 'Merge' },
  { family: 'loss', title: 'Loss' },
];

/** A kind without an icon of its own takes its family's. */
const icons: Record<string, ComponentType<IconProps>> = {
  input: IconLogin2,
  target: IconTarget,
  dense: IconGridDots,
  activation: IconWaveSine,
  dropout: IconDice3,
  add: IconPlus,
  concat: IconColumns3,
  loss: IconTargetArrow,
};

const familyIcons: Record<Family, ComponentType<IconProps>> = {
  data: IconLogin2,
  linear: IconGridDots,
  activation: IconWaveSine,
  regularisation: IconDice3,
  merge: IconArrowMerge,
  loss: IconTargetArrow,
};

function familyOf(kind: string): Family {
  return findNodeKind(kind)?.family ?? 'merge';
}

/** The family's colour, which follows the theme. */
export function familyColor(kind: string): string {
  return `var(--${familyOf(kind)})`;
}

export function kindIcon(kind: string): ComponentType<IconProps> {
  return icons[kind] ?? familyIcons[familyOf(kind)];
}
