import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { inkOf } from '../../training/palette';
import { fitPicture, paintPicture } from '../../training/picture';
import type { RowPages } from './rowPages';
import type { ShownPicture } from './tableColumns';

interface ThumbnailProps {
  picture: ShownPicture;
  pages: RowPages;
  /** Counts answers, so that a picture whose pixels have come is drawn. */
  version: number;
  row: number;
  box: { width: number; height: number };
}

/** The picture of one row, from its cells. */
export function Thumbnail({ picture, pages, version, row, box }: ThumbnailProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme('light');
  const size = fitPicture(picture.width, picture.height, box);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new answers are drawn
  useEffect(() => {
    const { start, width, height, min, max } = picture;
    if (!canvas.current || pages.cell(row, start) === undefined) return;
    paintPicture(canvas.current, width, height, (pixel) => {
      const cell = pages.cell(row, start + pixel);
      return inkOf(cell === undefined || cell === '' ? Number.NaN : Number(cell), min, max, scheme);
    });
  }, [picture, pages, version, row, scheme]);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={picture.name}
      style={{ ...size, imageRendering: 'pixelated' }}
      data-testid="table-picture"
    />
  );
}
