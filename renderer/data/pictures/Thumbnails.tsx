import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { inkOf } from '../../training/palette';
import { fitPicture, paintPicture } from '../../training/picture';
import type { ShownPicture } from './shownPictures';

interface PixelSource {
  /** NaN where the cell is empty; undefined until it has come. */
  pixel(row: number, picture: ShownPicture, pixel: number): number | undefined;
}

interface RowProps {
  /** Whose pixels: `row` is what it calls a row. */
  source: PixelSource;
  /** Counts answers, so that a picture whose pixels have come is drawn. */
  version: number;
  row: number;
  /** Of the line that they stand in, in px. */
  rowHeight: number;
  testId: string;
}

/** The pictures of one row, from its cells. */
export function Thumbnails({ pictures, ...row }: RowProps & { pictures: readonly ShownPicture[] }) {
  return pictures.map((picture) => <Thumbnail key={picture.name} picture={picture} {...row} />);
}

function Thumbnail({
  picture,
  source,
  version,
  row,
  rowHeight,
  testId,
}: RowProps & { picture: ShownPicture }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme('light');
  const side = rowHeight - 4;
  const size = fitPicture(picture.width, picture.height, { width: side, height: side });
  // biome-ignore lint/correctness/useExhaustiveDependencies: new answers are drawn
  useEffect(() => {
    const { width, height, min, max } = picture;
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context) return;
    if (source.pixel(row, picture, 0) === undefined) {
      context.clearRect(0, 0, width, height);
      return;
    }
    paintPicture(canvas.current, width, height, (pixel) =>
      inkOf(source.pixel(row, picture, pixel) ?? Number.NaN, min, max, scheme),
    );
  }, [picture, source, version, row, scheme]);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={picture.name}
      style={{ ...size, imageRendering: 'pixelated' }}
      data-testid={testId}
    />
  );
}
