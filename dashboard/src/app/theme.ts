import { type CSSVariablesResolver, createTheme, type MantineThemeOverride } from '@mantine/core'

/** One accent, calm greys, an 8-pixel rhythm and one scale of type: docs/decisions/0014-dashboard.md. */
export const theme: MantineThemeOverride = createTheme({
  // Mantine's dark greys are neutral; ours are a little blue, like the light ones.
  colors: {
    dark: [
      '#dfe2e7',
      '#b6bcc6',
      '#8d949e',
      '#5c636e',
      '#3a404b',
      '#2b303a',
      '#23272f',
      '#1b1e24',
      '#16181d',
      '#0f1115',
    ],
  },
  primaryColor: 'indigo',
  primaryShade: { light: 7, dark: 7 },
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontFamily: 'Inter, "Segoe UI Variable Text", "Segoe UI", system-ui, -apple-system, Roboto, "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace',
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.25rem' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.4' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.3' },
      h2: { fontSize: '1.125rem', lineHeight: '1.4' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.5' },
    },
  },
  components: {
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'lg' } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false } },
  },
})

/** Mantine's grey words miss the contrast of WCAG AA (3.3:1 on white); these have more than 4.5:1 on every surface of ours. */
export const resolveVariables: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5b636c',
    '--mantine-color-placeholder': '#6b737b',
    '--mantine-color-error': colors.red?.[9] ?? '#c92a2a',
    '--surface': '#ffffff',
    '--surface-sunken': '#f6f7f9',
    '--surface-hover': '#f1f3f5',
    '--surface-selected': '#edf2ff',
    '--line': '#e4e7eb',
  },
  dark: {
    '--mantine-color-body': '#16181d',
    '--mantine-color-text': '#dfe2e7',
    '--mantine-color-dimmed': '#a1a8b3',
    '--mantine-color-placeholder': '#8d949e',
    '--mantine-color-error': colors.red?.[4] ?? '#ff8787',
    '--surface': '#1b1e24',
    '--surface-sunken': '#16181d',
    '--surface-hover': '#23272f',
    '--surface-selected': '#242b45',
    '--line': '#2b303a',
  },
})
