import type { FileHandle } from 'node:fs/promises'
import { open } from 'node:fs/promises'
import path from 'node:path'

export interface CsvStyle {
  /** Every cell between quotes, `-` for an empty one: the habit of Affelnet. */
  affelnet: boolean
}

const cell = (valeur: string): string =>
  /[;"\n\r]/.test(valeur) ? `"${valeur.replaceAll('"', '""')}"` : valeur

const affelnetCell = (valeur: string): string => `"${valeur === '' ? '-' : valeur.replaceAll('"', '""')}"`

/** A CSV (UTF-8, `;`, LF) written as it is made; memory holds only what was added since the last `flush`. */
export class CsvFile<C extends string> {
  readonly nom: string
  /** Rows without the header. */
  lignes = 0
  octets = 0
  #fichier: FileHandle
  #colonnes: readonly C[]
  #cell: (valeur: string) => string
  #attente: string[] = []
  #prochaine = 1

  private constructor(nom: string, fichier: FileHandle, colonnes: readonly C[], style: CsvStyle) {
    this.nom = nom
    this.#fichier = fichier
    this.#colonnes = colonnes
    this.#cell = style.affelnet ? affelnetCell : cell
    this.#push(colonnes)
  }

  static async create<C extends string>(
    chemin: string,
    colonnes: readonly C[],
    style: CsvStyle = { affelnet: false },
  ): Promise<CsvFile<C>> {
    return new CsvFile(path.basename(chemin), await open(chemin, 'w'), colonnes, style)
  }

  /** Adds a row; gives the physical line on which it begins (header = 1). Cells not given are empty. */
  add(ligne: Partial<Record<C, string>>): number {
    this.lignes++
    return this.#push(this.#colonnes.map((colonne) => ligne[colonne] ?? ''))
  }

  #push(valeurs: readonly string[]): number {
    const debut = this.#prochaine
    const texte = `${valeurs.map(this.#cell).join(';')}\n`
    this.#attente.push(texte)
    this.#prochaine += texte.split('\n').length - 1
    return debut
  }

  async flush(): Promise<void> {
    const octets = Buffer.from(this.#attente.join(''), 'utf8')
    this.#attente = []
    this.octets += octets.length
    await this.#fichier.writeFile(octets)
  }

  async close(): Promise<void> {
    await this.flush()
    await this.#fichier.close()
  }
}
