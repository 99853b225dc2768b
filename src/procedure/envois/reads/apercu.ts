import { courrielEnHtml, courrielEnTexte, type Courriel } from '#src/documents/courriel.ts'
import { invitationIcs, type Invitation } from '#src/documents/convocation-ics.ts'
import type { Depeche } from '#src/jobs/courrier.ts'
import { endOfDay, localMinuteOf } from '#src/kit/day.ts'
import type { Tx } from '#src/db/transaction.ts'
import type { Evenement } from '#src/procedure/envois/model.ts'
import { adresseDeRetour } from '#src/procedure/envois/rules/adresse.ts'
import type { Faits } from '#src/procedure/envois/rules/pertinence.ts'
import type { Pris } from '#src/procedure/envois/sql/envois.ts'
import { selectLycee, type RangeeFaits } from '#src/procedure/envois/sql/faits.ts'
import { evenementFrom, listEvenements } from '#src/procedure/envois/sql/personnes.ts'
import { courrielOf, type FaitsDits } from '#src/procedure/envois/texts.ts'

/** How messages are signed and where they lead. */
export interface EnTete {
  origine: string
  expediteur: string
  rebonds: string | null
  invitations: boolean
}

export interface Apercu {
  courriel: Courriel
  invitation: { methode: Invitation['methode']; ics: string } | null
}

/** The message as the state makes it now. */
export async function drawEnvoi(
  tx: Tx,
  {
    pris,
    faits,
    enTete,
    code = pris.contenu.code,
  }: { pris: Pris; faits: RangeeFaits; enTete: EnTete; code?: string | undefined },
): Promise<Apercu> {
  const evenement = await evenementOf(tx, pris)
  const debut = evenement ? localMinuteOf(new Date(evenement.debut), tx.zone) : null
  const dits = {
    debut,
    individuel: evenement?.individuel ? localMinuteOf(new Date(evenement.individuel), tx.zone) : null,
    version: pris.version,
    fin: faits.finConfirmations,
    restes: pris.contenu.restes ?? {},
    semaine: semaineDite(faits),
    annoncee: pris.contenu.annoncee ?? null,
    retrait: pris.contenu.retrait ?? false,
    code: code ?? null,
  }
  const courriel = courrielOf(pris.genre, { faits: dits, adresse: `${enTete.origine}${pathOf(pris)}` })
  const methode = METHODES[pris.genre]
  const ics =
    methode && evenement && enTete.invitations
      ? await icsOf(tx, { pris, evenement, invitation: { methode, organisateur: enTete.expediteur } })
      : null
  return { courriel, invitation: methode && ics ? { methode, ics } : null }
}

/** The week and the lycée to come, after those that this address knows. */
const semaineDite = ({ semaine }: RangeeFaits): FaitsDits['semaine'] => {
  if (!semaine) return null
  const { dite, annoncee } = semaine
  return { avant: dite.semaine, apres: annoncee.semaine, autreLycee: dite.uai !== annoncee.uai }
}

const METHODES: Partial<Record<Pris['genre'], Invitation['methode']>> = {
  convocation: 'REQUEST',
  changement: 'REQUEST',
  annulation: 'CANCEL',
}

/** Each reads it in his own space, once signed in: the address says nothing of anybody. */
function pathOf({ compteId, responsableId }: Pris): string {
  if (compteId !== null) return '/'
  return responsableId === null ? '/mon-espace' : '/famille'
}

async function evenementOf(tx: Tx, { contenu, entretienId }: Pris): Promise<Evenement | null> {
  if (contenu.evenement) return contenu.evenement
  if (entretienId === null) return null
  const [one] = await listEvenements(tx.trx, [entretienId])
  return one ? evenementFrom(one) : null
}

async function icsOf(
  tx: Tx,
  {
    pris,
    evenement,
    invitation,
  }: { pris: Pris; evenement: Evenement; invitation: Pick<Invitation, 'methode' | 'organisateur'> },
): Promise<string | null> {
  const lycee = await selectLycee(tx.trx, evenement.uai)
  if (!lycee) return null
  const local = (iso: string): string => localMinuteOf(new Date(iso), tx.zone)
  return invitationIcs(
    {
      cle: evenement.cle,
      debut: local(evenement.debut),
      fin: local(evenement.fin),
      individuel: evenement.individuel ? local(evenement.individuel) : null,
      zone: tx.zone,
      lycee,
      sequence: evenement.sequence,
      etabliLe: pris.creeLe,
    },
    { ...invitation, invite: pris.adresse },
  )
}

/** The message as it is handed over. */
export function depecheOf(pris: Pris, { courriel, invitation }: Apercu, enTete: EnTete): Depeche {
  const domain = enTete.expediteur.split('@')[1] ?? 'passpro.invalid'
  return {
    messageId: `<passpro.${pris.id}.${pris.jeton}@${domain}>`,
    a: pris.adresse,
    retour: enTete.rebonds === null ? null : adresseDeRetour(enTete.rebonds, pris),
    objet: courriel.objet,
    texte: courrielEnTexte(courriel),
    html: courrielEnHtml(courriel),
    invitation,
  }
}

/** What the rule of sending judges. */
export function faitsOf(pris: Pris, faits: RangeeFaits, zone: string): Faits {
  const { genre, adresse, version, creeLe } = pris
  const { entretien, finConfirmations } = faits
  return {
    ...faits,
    genre,
    adresse,
    version,
    creeLe,
    entretien: entretien && { ...entretien, debut: new Date(entretien.debut) },
    cloture: finConfirmations === null ? null : endOfDay(finConfirmations, zone),
  }
}
