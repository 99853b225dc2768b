import { Table } from '#src/web/components/table.tsx'

export interface Part {
  libelle: string
  nombre: number
}

const WIDTH = 240
const TALL = 16

const share = (nombre: number, total: number): string =>
  total === 0 ? '–' : `${Math.round((100 * nombre) / total)} %`

/**
 * How many of each, as bars inside their table: the picture and its figures are one, and colour alone says nothing.
 * `phrase` says the same in words.
 */
export function Distribution(props: {
  caption: string
  quoi: string
  phrase: string
  parts: readonly Part[]
  /** The numbers are no parts of one whole. */
  sansPart?: true
}) {
  const { caption, quoi, phrase, parts, sansPart } = props
  const total = parts.reduce((sum, part) => sum + part.nombre, 0)
  // A full bar is the whole where parts are counted, else the greatest.
  const full = Math.max(1, sansPart ? Math.max(...parts.map((part) => part.nombre)) : total)
  return (
    <div className="passpro-etroit">
      <p>{phrase}</p>
      <Table
        caption={caption}
        rows={parts}
        rowKey={(part) => part.libelle}
        columns={[
          { title: quoi, heading: true, cell: (part) => part.libelle },
          { title: 'Nombre', numeric: true, cell: (part) => part.nombre.toLocaleString('fr-FR') },
          ...(sansPart
            ? []
            : [{ title: 'Part', numeric: true, cell: (part: Part) => share(part.nombre, total) } as const]),
          { title: 'En image', cell: (part) => <Bar ratio={part.nombre / full} /> },
        ]}
      />
    </div>
  )
}

function Bar({ ratio }: { ratio: number }) {
  const width = Math.round(ratio * WIDTH)
  return (
    <svg
      className="passpro-dessin passpro-barre"
      viewBox={`0 0 ${WIDTH} ${TALL}`}
      width={WIDTH}
      height={TALL}
      aria-hidden="true"
    >
      <rect className="passpro-barre-fond" x="0.5" y="0.5" width={WIDTH - 1} height={TALL - 1} />
      <rect className="passpro-barre-part" x="0" y="0" width={width} height={TALL} />
    </svg>
  )
}
