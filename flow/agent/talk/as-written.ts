/**
 * Words of a client as markdown that shows them as they were written: in a notice a star is a star, and a link shows where it
 * leads. Line breaks stay.
 */
export function asWritten(text: string): string {
  return (
    text
      .replaceAll(/[\\`*_[\]<>~|#&]/g, '\\$&')
      .replaceAll(/^([ \t]*)([-+=])/gm, '$1\\$2')
      .replaceAll(/^([ \t]*\d+)([.)])/gm, '$1\\$2')
      // Four spaces at the beginning of a line would make it code.
      .replaceAll(/^[ \t]+/gm, ' ')
  )
}
