/** A `Content-Disposition` in both forms of RFC 6266: a plain name for old programs, the real one for all others. */
export function describeDownload(fileName: string, disposition: 'attachment' | 'inline' = 'attachment'): string {
  const plain = fileName.replaceAll(/[^\w .()-]/g, '_')
  const encoded = encodeURIComponent(fileName.replaceAll(/\p{Surrogate}/gu, '_')).replaceAll(
    /['()*]/g,
    char => `%${char.charCodeAt(0).toString(16)}`,
  )
  return `${disposition}; filename="${plain}"; filename*=UTF-8''${encoded}`
}
