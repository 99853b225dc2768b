import { avertissement, bloquant, fichierRefuse } from '#src/exchange/anomalies.ts'
import type { Colonnes, Entete } from '#src/exchange/csv-entete.ts'
import { isIne, isMef, isUai, normalizeUai, parseSansIne, sansIneKey } from '#src/exchange/identifiants.ts'
import type { Anomalie, Mode } from '#src/exchange/model.ts'
import { conseilJour, conseilMinute } from '#src/exchange/dates.ts'
import { isDay, isLocalMinute, type Day, type LocalMinute } from '#src/kit/day.ts'

const OUI = new Set(['oui', 'o', '1', 'true', 'vrai', 'x'])
const NON = new Set(['', 'non', 'n', '0', 'false', 'faux'])

/** What surrounds the cells of one file. */
export interface Cadre<C extends string> {
  fichier: string
  colonnes: Colonnes<C>
  entete: Entete<C>
}

/**
 * The cells of one line, read by column. A reading that fails notes a `bloquant` and gives a stand-in value, so that
 * everything wrong in a line is said at once; the line is then dropped by the caller.
 */
export class Cellules<C extends string> {
  readonly ligne: number
  readonly fichier: string
  readonly anomalies: Anomalie[] = []
  refusee = false
  readonly #bloquees = new Set<C>()
  readonly #cadre: Cadre<C>
  readonly #valeurs: readonly string[]

  constructor(cadre: Cadre<C>, lue: { ligne: number; valeurs: readonly string[] }) {
    this.#cadre = cadre
    this.fichier = cadre.fichier
    this.ligne = lue.ligne
    this.#valeurs = lue.valeurs
  }

  get ou(): { fichier: string; ligne: number } {
    return { fichier: this.fichier, ligne: this.ligne }
  }

  aColonne(colonne: C): boolean {
    return this.#cadre.entete.index.has(colonne)
  }

  /** One reason per column is enough: the first one said stands. */
  bloquer(colonne: C, message: string): void {
    this.refusee = true
    if (this.#bloquees.has(colonne)) return
    this.#bloquees.add(colonne)
    this.anomalies.push(bloquant(this.#said(colonne, message)))
  }

  avertir(colonne: C, message: string): void {
    this.anomalies.push(avertissement(this.#said(colonne, message)))
  }

  #said(colonne: C, message: string): Parameters<typeof fichierRefuse>[0] {
    return { ...this.ou, colonne: this.#nom(colonne), valeur: this.libre(colonne), message }
  }

  #nom(colonne: C): string {
    return this.#cadre.colonnes[colonne].noms[0] ?? colonne
  }

  /** A free text, line breaks kept; '' when empty or absent. */
  libre(colonne: C): string {
    const at = this.#cadre.entete.index.get(colonne)
    return at === undefined ? '' : (this.#valeurs[at] ?? '')
  }

  /** A text of one line; '' when empty or absent. */
  texte(colonne: C): string {
    const valeur = this.libre(colonne)
    if (!/[\t\n\r]/.test(valeur)) return valeur
    this.bloquer(colonne, 'Cette valeur contient un saut de ligne ou une tabulation : retirez-le.')
    return ''
  }

  ouNull(colonne: C): string | null {
    return this.texte(colonne) || null
  }

  requis(colonne: C): string {
    const valeur = this.texte(colonne)
    if (valeur === '') this.bloquer(colonne, `La colonne « ${this.#nom(colonne)} » est vide : remplissez-la.`)
    return valeur
  }

  liste(colonne: C, separateur = ','): string[] {
    return this.texte(colonne)
      .split(separateur)
      .map((part) => part.trim())
      .filter((part) => part !== '')
  }

  uai(colonne: C): string {
    const uai = normalizeUai(this.requis(colonne))
    if (uai !== '' && !isUai(uai)) this.bloquer(colonne, messageUai(uai))
    return uai
  }

  uaiOuNull(colonne: C): string | null {
    return this.texte(colonne) === '' ? null : this.uai(colonne)
  }

  /** An INE, or a `sans-ine:` key; '' when the cell is empty. */
  cleEleve(colonne: C): string {
    const valeur = this.texte(colonne)
    const sansIne = parseSansIne(valeur)
    if (sansIne) {
      if (!isUai(sansIne.uai)) this.bloquer(colonne, messageUai(sansIne.uai))
      return sansIneKey(sansIne.uai, sansIne.eleveId)
    }
    const ine = valeur.toUpperCase()
    if (ine !== '' && !isIne(ine))
      this.bloquer(
        colonne,
        'Cet INE n’a pas la forme attendue (11 caractères, par exemple 123456789AB). Sans INE, écrivez « sans-ine:UAI/identifiant ».',
      )
    return ine
  }

  cleEleveRequise(colonne: C): string {
    return this.requis(colonne) === '' ? '' : this.cleEleve(colonne)
  }

  mefOuNull(colonne: C): string | null {
    const mef = this.texte(colonne).toUpperCase()
    if (mef === '') return null
    if (!isMef(mef))
      this.bloquer(colonne, 'Ce MEF n’a pas la forme attendue : 10 ou 11 caractères, par exemple 2472000631.')
    return mef
  }

  mef(colonne: C): string {
    return this.requis(colonne) === '' ? '' : (this.mefOuNull(colonne) ?? '')
  }

  jourOuNull(colonne: C): Day | null {
    const valeur = this.texte(colonne)
    if (valeur === '') return null
    if (isDay(valeur)) return valeur
    this.bloquer(colonne, conseilJour(valeur))
    return '1970-01-01'
  }

  jour(colonne: C): Day {
    return this.requis(colonne) === '' ? '1970-01-01' : (this.jourOuNull(colonne) ?? '1970-01-01')
  }

  /** A local minute; seconds are accepted and left out. */
  minute(colonne: C): LocalMinute {
    const minute = withoutSeconds(this.requis(colonne))
    if (minute !== '' && !isLocalMinute(minute)) this.bloquer(colonne, conseilMinute(minute))
    return minute
  }

  /** A day alone, or a local minute. */
  jourOuMinute(colonne: C): LocalMinute {
    const valeur = withoutSeconds(this.requis(colonne))
    if (valeur !== '' && !isDay(valeur) && !isLocalMinute(valeur)) this.bloquer(colonne, conseilJour(valeur))
    return valeur
  }

  /** An integer of at least `min`; null when the cell is empty. */
  entierOuNull(colonne: C, min: number): number | null {
    const valeur = this.texte(colonne)
    if (valeur === '') return null
    const n = /^\d{1,9}$/.test(valeur) ? Number(valeur) : Number.NaN
    if (n >= min) return n
    this.bloquer(colonne, `« ${valeur} » n’est pas un nombre entier d’au moins ${min} : corrigez-le.`)
    return null
  }

  entier(colonne: C, min: number): number {
    return this.requis(colonne) === '' ? min : (this.entierOuNull(colonne, min) ?? min)
  }

  /** A decimal number with a point or a comma; null when empty, or (with a warning) when out of `bornes`. */
  coordonnee(colonne: C, bornes: readonly [number, number]): number | null {
    const valeur = this.texte(colonne).replace(',', '.')
    if (valeur === '') return null
    const n = /^[+-]?\d{1,3}(?:\.\d{1,20})?$/.test(valeur) ? Number(valeur) : Number.NaN
    if (n >= bornes[0] && n <= bornes[1]) return n
    this.avertir(colonne, 'Cette coordonnée n’est pas lisible : elle est laissée vide (exemple : 48.8566).')
    return null
  }

  ouiNon(colonne: C): boolean {
    const valeur = this.texte(colonne).toLowerCase()
    if (!OUI.has(valeur) && !NON.has(valeur))
      this.bloquer(colonne, `« ${valeur} » n’est pas compris : écrivez « oui » ou « non ».`)
    return OUI.has(valeur)
  }

  /** One of a closed list, whatever the case, accents and spaces; the first of the list when it cannot be read. */
  parmi<T extends string>(colonne: C, choix: Choix<T>): T {
    const valeur = this.texte(colonne)
    if (valeur === '' && choix.defaut !== undefined) return choix.defaut
    const found = choix.lire(valeur)
    if (found !== undefined) return found
    const noms = choix.valeurs.map((v) => `« ${v} »`).join(', ')
    this.bloquer(colonne, `« ${valeur} » n’est pas une valeur connue : écrivez ${noms}.`)
    return choix.valeurs[0]
  }
}

export interface Choix<T extends string> {
  valeurs: readonly [T, ...T[]]
  lire: (text: string) => T | undefined
  defaut?: T
}

export const messageUai = (uai: string): string =>
  /^\d{7}[A-Z]$/.test(uai)
    ? 'La lettre de contrôle de cet UAI est fausse : vérifiez ses 7 chiffres et sa lettre.'
    : 'Cet UAI n’a pas la forme attendue : 7 chiffres puis une lettre, par exemple 0751234J.'

const withoutSeconds = (text: string): string =>
  text.replace(/^(.{10}T\d\d:\d\d):[0-5]\d(?:\.\d{1,9})?$/, '$1')

export const MODES: readonly [Mode, ...Mode[]] = ['presentiel', 'distanciel']
