import { createTheme, type MantineColorsTuple, Menu, Modal, Tooltip } from '@mantine/core';

const indigo: MantineColorsTuple = [
  '#eef0fe',
  '#dcdffb',
  '#b8bff7',
  '#98a5ff',
  '#7c8cf8',
  '#6474ec',
  '#5466e0',
  '#4357d8',
  '#3b4cc8',
  '#303fa8',
];

/** Greys of the dark theme, from text to background, in the order in which Mantine expects them. */
const dark: MantineColorsTuple = [
  '#e7e9ed',
  '#a4acb9',
  '#8a93a1',
  '#565e6b',
  '#2b3038',
  '#262a31',
  '#21252b',
  '#1a1d22',
  '#16181d',
  '#14161a',
];

export const theme = createTheme({
  fontFamily: '"Inter Variable", system-ui, sans-serif',
  fontFamilyMonospace: '"JetBrains Mono Variable", ui-monospace, monospace',
  primaryColor: 'indigo',
  primaryShade: { light: 7, dark: 7 },
  colors: { indigo, dark },
  black: '#1b1f27',
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '15px', xl: '18px' },
  lineHeights: { xs: '1.4', sm: '1.4', md: '1.4' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'sm',
  headings: { fontWeight: '600' },
  components: {
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, fz: 'xs', multiline: true, maw: 300 } }),
    Menu: Menu.extend({ defaultProps: { shadow: 'md', transitionProps: { duration: 120 } } }),
    Modal: Modal.extend({ defaultProps: { transitionProps: { duration: 140 } } }),
  },
});
