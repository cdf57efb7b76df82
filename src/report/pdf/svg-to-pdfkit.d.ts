declare module 'svg-to-pdfkit' {
  interface Options {
    readonly width?: number;
    readonly height?: number;
    readonly assumePt?: boolean;
    /** Which of the document's fonts a text is set in. */
    readonly fontCallback?: (family: string, isBold: boolean, isItalic: boolean) => string;
    readonly warningCallback?: (warning: string) => void;
  }
  /** Draws a picture into a document, `x` and `y` points from the left upper corner of its page. */
  export default function SVGtoPDF(pdf: PDFKit.PDFDocument, svg: string, x: number, y: number, options: Options): void;
}
