// The few functions of pdfmake 0.3 that the bench calls; the package has no types of its own.
declare module 'pdfmake' {
  interface Pdfmake {
    virtualfs: { writeFileSync(name: string, content: Uint8Array): void }
    setUrlAccessPolicy(allows: (url: string) => boolean): void
    setLocalAccessPolicy(allows: (path: string) => boolean): void
    setFonts(fonts: Readonly<Record<string, Readonly<Record<string, string>>>>): void
    createPdf(definition: object): { getBuffer(): Promise<Uint8Array> }
  }
  const pdfmake: Pdfmake
  export default pdfmake
}
