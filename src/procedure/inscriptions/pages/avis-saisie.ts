import { groupBy } from '#src/kit/group.ts'
import { actingFor, type Tx } from '#src/procedure/comptes/api.ts'
import { signAvisOrigine } from '#src/procedure/inscriptions/acts.ts'
import type { AvisAttendu } from '#src/procedure/inscriptions/model.ts'
import { readAvisParCles, readCommentaires } from '#src/procedure/inscriptions/reads/avis-attendus.ts'
import { traceOf } from '#src/procedure/inscriptions/rules/relecture.ts'
import { relectureOf, sentenceInscription } from '#src/procedure/inscriptions/texts.ts'
import { dropBrouillon, keepBrouillon } from '#src/web/drafts.ts'
import { lignes } from '#src/web/form.ts'

/** What was typed for one avis. */
export interface Saisie {
  cle: string
  niveau: string
  commentaire: string
  /** Remarks on the comment that its writer has already been shown. */
  relu: string
}

export const brouillonDuTexte = (cle: string): string => `avis-origine-${cle}`
export const brouillonDuNiveau = (cle: string): string => `avis-origine-niveau-${cle}`

/** The lines of the series in which something was typed. */
export const saisiesOf = (form: FormData): Saisie[] =>
  lignes(form)
    .map(({ id: cle, fields }) => ({
      cle,
      niveau: fields['avis'] ?? '',
      commentaire: fields['commentaire'] ?? '',
      relu: fields['relu'] ?? '',
    }))
    .filter(({ niveau, commentaire }) => niveau !== '' || commentaire.trim() !== '')

export interface BilanSaisie {
  signes: AvisAttendu[]
  /** Avis whose lines come back, with a sentence per field. */
  refuses: AvisAttendu[]
  errors: Record<string, string>
  /** Remarks now shown, by line: signed again, the same text passes. */
  relus: Record<string, string>
}

/** Signs these lines; those that cannot be come back with their reason, and the others stand. */
export async function signSaisies(
  tx: Tx,
  { campagneId, saisies }: { campagneId: number; saisies: readonly Saisie[] },
): Promise<BilanSaisie> {
  const cles = saisies.map((one) => one.cle)
  const known = new Map((await readAvisParCles(tx, { campagneId, cles })).map((avis) => [avis.cle, avis]))
  const typed = saisies.flatMap((saisie) => {
    const avis = known.get(saisie.cle)
    return avis ? [{ saisie, avis, errors: missingIn(saisie, avis) }] : []
  })
  const relus = await askToReadAgain(tx, { campagneId, lines: typed })
  const whole = typed.filter(({ errors }) => Object.keys(errors).length === 0)
  for (const [uai, lines] of groupBy(whole, ({ avis }) => avis.uai))
    await signOfSchool(tx, { campagneId, uai, lines })
  const refused = typed.filter(({ errors }) => Object.keys(errors).length > 0)
  return {
    signes: typed.filter((line) => !refused.includes(line)).map(({ avis }) => avis),
    refuses: refused.map(({ avis }) => avis),
    errors: Object.assign({}, ...refused.map(({ errors }) => errors)),
    relus,
  }
}

/**
 * Gives back, once, the lines whose comment deserves a second reading (never a refusal: signed again they pass).
 * Returns what each was told.
 */
async function askToReadAgain(
  tx: Tx,
  { campagneId, lines }: { campagneId: number; lines: readonly Line[] },
): Promise<Record<string, string>> {
  const complete = lines.filter(({ errors }) => Object.keys(errors).length === 0)
  const uais = [...new Set(complete.map(({ avis }) => avis.uai))]
  const signed = await readCommentaires(tx, { campagneId, uais })
  const typed = complete.map(({ saisie, avis: { eleveId, uai } }) => ({
    ...traceOf({ eleveId, texte: saisie.commentaire }),
    uai,
  }))
  const relus: Record<string, string> = {}
  for (const line of complete) {
    const { avis, saisie } = line
    const autres = [...signed, ...typed].filter((one) => one.uai === avis.uai && one.eleveId !== avis.eleveId)
    const formations = avis.mef === null ? [] : avis.formations
    const read = relectureOf(
      { texte: saisie.commentaire, formations, autres },
      { relu: saisie.relu, suite: 'signez de nouveau pour le garder ainsi' },
    )
    relus[saisie.cle] = read.relu
    if (read.phrase) line.errors = { [`commentaire-${saisie.cle}`]: `${whose(avis)}, ${read.phrase}` }
  }
  return relus
}

interface Line {
  saisie: Saisie
  avis: AvisAttendu
  errors: Record<string, string>
}

/** Signs the lines of one school; the académie does it for that school. */
async function signOfSchool(
  tx: Tx,
  { campagneId, uai, lines }: { campagneId: number; uai: string; lines: readonly Line[] },
): Promise<void> {
  const items = lines.map(({ saisie, avis: { eleveId, mef } }) => ({
    eleveId,
    mef,
    avis: saisie.niveau,
    commentaire: saisie.commentaire,
  }))
  const results = await signAvisOrigine({ ...tx, acteur: actingFor(tx.acteur, uai) }, { campagneId, items })
  for (const [i, line] of lines.entries()) {
    const result = results[i]
    if (result && !result.ok)
      line.errors = {
        [`commentaire-${line.saisie.cle}`]: `${whose(line.avis)} : ${sentenceInscription(result.refus)}`,
      }
  }
}

const whose = ({ prenom, nom }: AvisAttendu): string => `${prenom} ${nom}`

function missingIn({ cle, niveau, commentaire }: Saisie, avis: AvisAttendu): Record<string, string> {
  return {
    ...(niveau === '' ? { [`avis-${cle}`]: `Choisissez un avis pour ${whose(avis)}.` } : {}),
    ...(commentaire.trim() === ''
      ? { [`commentaire-${cle}`]: `Écrivez un commentaire pour ${whose(avis)} : la famille le lira.` }
      : {}),
  }
}

/** What was typed and is not signed stays as drafts of its author (rule 8); what is signed has none left. */
export async function keepDrafts(
  tx: Tx,
  { saisies, signes }: { saisies: readonly Saisie[]; signes: readonly AvisAttendu[] },
): Promise<void> {
  const signed = new Set(signes.map((avis) => avis.cle))
  for (const { cle, niveau, commentaire } of saisies) {
    if (signed.has(cle)) {
      await dropBrouillon(tx, brouillonDuTexte(cle))
      await dropBrouillon(tx, brouillonDuNiveau(cle))
    } else {
      await keepBrouillon(tx, { cle: brouillonDuTexte(cle), texte: commentaire })
      await keepBrouillon(tx, { cle: brouillonDuNiveau(cle), texte: niveau })
    }
  }
}
