import { z } from 'zod'
import { dayInWords, dayOf, dayToFrench, localMinuteOf, minuteInWords } from '#src/kit/day.ts'
import { readConfirmations, type ConfirmationsSuivies } from '#src/procedure/bonus/api.ts'
import { libelleSens } from '#src/procedure/campagnes/api.ts'
import { actingFor, allows } from '#src/procedure/comptes/api.ts'
import { nommerAdultesReferents } from '#src/procedure/eleves/acts.ts'
import { NIVEAU_LEGAL, type InscriptionSuivie } from '#src/procedure/eleves/model.ts'
import { Family, Gestes } from '#src/procedure/eleves/pages/dossier-famille.tsx'
import { readEleve, type DossierEleve } from '#src/procedure/eleves/reads/college.ts'
import { etatOf } from '#src/procedure/eleves/texts/suivi.ts'
import { provisoireInWords, readProvisoires, type Provisoire } from '#src/procedure/entretiens/api.ts'
import { libelleAmenagement } from '#src/procedure/inscriptions/api.ts'
import { Badge } from '#src/web/components/badge.tsx'
import { Button, Buttons, LinkButton } from '#src/web/components/button.tsx'
import { Facts } from '#src/web/components/facts.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { TextField } from '#src/web/components/text-fields.tsx'
import { SonParcours } from '#src/procedure/eleves/pages/dossier-parcours.tsx'
import { freshForm, readForm, texte, type FormState } from '#src/web/form.ts'
import { html, Introuvable, page, redirect, type Requete } from '#src/web/page.ts'

interface Shown {
  dossier: DossierEleve
  confirmations: readonly ConfirmationsSuivies[]
  provisoires: readonly Provisoire[]
  mayName: boolean
  /** Whether he writes in this file, or only reads it. */
  mayWrite: boolean
  mayTrace: boolean
  mayInform: boolean
  mayProlong: boolean
  zone: string
}

async function load({ tx, campagne, id }: Requete): Promise<Shown> {
  const eleveId = id('id')
  const dossier = await readEleve(tx, { campagneId: campagne.id, eleveId })
  if (!dossier) throw new Introuvable()
  const said = await readConfirmations(tx, { campagneId: campagne.id, eleveIds: [eleveId] })
  const { uai: origine } = dossier.eleve
  const provisoires = allows(tx.acteur, 'provisoires.lire', { uai: origine })
    ? await readProvisoires(tx, { campagneId: campagne.id, origine, eleveId })
    : []
  const mayWrite = allows(tx.acteur, 'inscription.enregistrer', { uai: origine })
  const mayTrace = allows(tx.acteur, 'histoire.lire', { uai: origine })
  const mayName = allows(tx.acteur, 'adulte_referent.nommer', { uai: origine })
  return {
    dossier,
    confirmations: said.get(eleveId) ?? [],
    provisoires,
    mayName,
    mayWrite,
    mayTrace,
    mayInform: allows(tx.acteur, 'famille.informer', { uai: origine }),
    mayProlong: allows(tx.acteur, 'echeance.prolonger', {}),
    zone: tx.zone,
  }
}

const Nomination = z.object({ adulte: texte('Écrivez le nom de l’adulte référent.', 120) })

const fresh = ({ dossier }: Shown): FormState => freshForm({ adulte: dossier.adulteReferent })

export const dossierDUnEleve = [
  page({
    method: 'GET',
    path: '/eleves/:id',
    droit: 'eleves.lire',
    handler: async (requete) => {
      const shown = await load(requete)
      return html(<Dossier shown={shown} state={fresh(shown)} />)
    },
  }),
  page({
    method: 'POST',
    path: '/eleves/:id/adulte-referent',
    droit: 'adulte_referent.nommer',
    handler: async (requete) => {
      const { tx, form } = requete
      const shown = await load(requete)
      const read = readForm(form, Nomination)
      if (!read.ok) return html(<Dossier shown={shown} state={read.state} />, 422)
      const { id: eleveId, prenom, uai } = shown.dossier.eleve
      const nom = read.value.adulte
      await nommerAdultesReferents({ ...tx, acteur: actingFor(tx.acteur, uai) }, [{ eleveId, nom }])
      return redirect(`/eleves/${eleveId}`, `${nom} est l’adulte référent de ${prenom}.`)
    },
  }),
]

function Dossier({ shown, state }: { shown: Shown; state: FormState }) {
  const { dossier } = shown
  const { id, nom, prenom } = dossier.eleve
  return (
    <Frame title={`${prenom} ${nom}`} state={state}>
      <p>
        <a href="/eleves">Revenir à la liste des élèves</a>
      </p>
      <Identite shown={shown} />
      {shown.mayWrite && <Family id={id} />}
      {shown.mayName && <Gestes id={id} mayProlong={shown.mayProlong} />}
      <SonParcours dossier={dossier} mayInform={shown.mayInform} />
      {dossier.demandes.length > 0 && <Demandes shown={shown} />}
      <h2>Inscriptions</h2>
      {dossier.inscriptions.length === 0 && <p>Aucune inscription pour l’instant.</p>}
      {dossier.inscriptions.map((inscription) => (
        <Inscription key={inscription.id} inscription={inscription} shown={shown} />
      ))}
      {shown.mayWrite && (
        <Buttons>
          <LinkButton href={`/eleves/${id}/inscription`}>Inscrire à une formation</LinkButton>
        </Buttons>
      )}
      {shown.mayTrace && (
        <p>
          <a href={`/eleves/${id}/histoire`}>Voir l’histoire du dossier</a>
        </p>
      )}
      {dossier.fiche && <Fiche shown={shown} fiche={dossier.fiche} />}
      <h2>Adulte référent</h2>
      {shown.mayName ? (
        <Naming shown={shown} state={state} />
      ) : (
        <p>{dossier.adulteReferent ?? 'Personne n’est encore nommé.'}</p>
      )}
    </Frame>
  )
}

function Identite({ shown: { dossier } }: { shown: Shown }) {
  const { eleve, responsables } = dossier
  const legaux = responsables.filter((one) => one.niveau === NIVEAU_LEGAL)
  const others = responsables.filter((one) => one.niveau !== NIVEAU_LEGAL)
  const names = (list: typeof responsables): string =>
    list.map((one) => `${one.prenom} ${one.nom}`).join(', ')
  return (
    <Facts
      facts={[
        ['Établissement', dossier.etablissement],
        ['Classe', eleve.classe],
        ['Date de naissance', dayToFrench(eleve.dateNaissance)],
        ['INE', eleve.ine ?? 'non connu'],
        [
          'Responsables légaux',
          names(legaux) || 'aucun connu : la famille ne pourra pas confirmer, complétez la liste',
        ],
        ['Autres contacts', names(others) || null],
      ]}
    />
  )
}

function Demandes({ shown: { dossier, mayWrite, zone } }: { shown: Shown }) {
  return (
    <>
      <h2>Demandes de l’élève</h2>
      <ul>
        {dossier.demandes.map(({ mef, libelle, domaine, le }) => (
          <li key={mef}>
            {libelle} ({domaine}), demandée le {dayInWords(dayOf(le, zone))}
          </li>
        ))}
      </ul>
      {mayWrite && (
        <Buttons>
          <LinkButton href={`/eleves/${dossier.eleve.id}/inscription`}>Inscrire comme demandé</LinkButton>
        </Buttons>
      )}
    </>
  )
}

function Inscription({ inscription, shown }: { inscription: InscriptionSuivie; shown: Shown }) {
  const { zone, provisoires } = shown
  const provisoire = provisoires.find((one) => one.domaine === inscription.domaine)
  const day = (instant: Date | string): string => dayInWords(dayOf(new Date(instant), zone))
  const { entretien, avisOrigine, amenagements } = inscription
  const wishes = [
    inscription.mode === 'distanciel' ? 'entretien à distance' : 'entretien au lycée',
    inscription.lyceeSouhaite !== null && `lycée souhaité : ${inscription.lyceeSouhaite}`,
    inscription.derogationSecteur && 'dérogation de secteur demandée',
    ...amenagements.map(libelleAmenagement),
  ]
  return (
    <article className="passpro-carte" aria-labelledby={`inscription-${inscription.id}`}>
      <h3 id={`inscription-${inscription.id}`}>{inscription.libelle}</h3>
      <p>
        <Badge kind="info">{etatOf(inscription)}</Badge>
      </p>
      <Facts
        facts={[
          ['Domaine', `${inscription.domaine} (un seul entretien pour toutes ses formations)`],
          ['Inscription', `le ${day(inscription.inscritLe)}, par ${inscription.auteur}`],
          ['Conditions', wishes.filter((wish) => wish !== false).join(' ; ')],
          ['Entretien', entretien && interviewInWords(entretien, zone)],
          [
            'Demande de la famille sur papier',
            shown.mayWrite && entretien !== null && inscription.presence === null && (
              <a
                key="creneau"
                href={`/eleves/${shown.dossier.eleve.id}/creneau/${encodeURIComponent(inscription.codeDomaine)}`}
              >
                Autre créneau demandé sur papier
              </a>
            ),
          ],
          [
            'Salle dans l’établissement',
            inscription.mode === 'distanciel' && inscription.presence === null && (
              <a
                key="salle"
                href={`/eleves/${shown.dossier.eleve.id}/salle/${encodeURIComponent(inscription.codeDomaine)}`}
              >
                Salle et matériel de l’entretien à distance
              </a>
            ),
          ],
          ['Entretien provisoire', provisoire ? provisoireInWords(provisoire) : null],
          ['Pourquoi il n’est pas placé', inscription.place ? null : inscription.nonPlacement],
          [
            'Avis d’origine',
            avisOrigine
              ? `${libelleSens(avisOrigine.sens)}, signé le ${day(avisOrigine.signeLe)} par ${avisOrigine.signataire} : « ${avisOrigine.commentaire} »`
              : 'pas encore donné',
          ],
        ]}
      />
    </article>
  )
}

const interviewInWords = (
  { debut, lycee, salle }: NonNullable<InscriptionSuivie['entretien']>,
  zone: string,
): string =>
  `${minuteInWords(localMinuteOf(new Date(debut), zone))}, ${lycee}${salle === null ? '' : `, ${salle}`}`

function Fiche({ shown, fiche }: { shown: Shown; fiche: { version: number; emiseLe: Date } }) {
  const { dossier, confirmations, mayWrite, zone } = shown
  return (
    <>
      <h2>Fiche récapitulative et confirmations</h2>
      <p>
        Version {fiche.version}, établie le {dayInWords(dayOf(fiche.emiseLe, zone))}.
      </p>
      {mayWrite && (
        <p>
          <a href={`/eleves/${dossier.eleve.id}/fiche.pdf`}>Télécharger la fiche (PDF)</a>
        </p>
      )}
      <ul>
        {confirmations.map(({ inscriptionId, libelle, etat }) => (
          <li key={inscriptionId}>
            {libelle} : {ETAT[etat]}
          </li>
        ))}
      </ul>
      {mayWrite && (
        <p>
          <a href={`/confirmations/papier?eleve=${dossier.eleve.id}&etablissement=${dossier.eleve.uai}`}>
            Saisir un coupon-réponse signé
          </a>
        </p>
      )}
    </>
  )
}

const ETAT: Record<ConfirmationsSuivies['etat'], string> = {
  confirmee: 'confirmée',
  refusee: 'refusée par la famille',
  attendue: 'confirmation attendue',
  sans_effet: 'aucune confirmation nécessaire',
}

function Naming({ shown: { dossier }, state }: { shown: Shown; state: FormState }) {
  return (
    <Form state={state} action={`/eleves/${dossier.eleve.id}/adulte-referent`}>
      <TextField name="adulte" label="Prénom et nom de l’adulte référent" state={state} />
      <Buttons>
        <Button kind="secondary">{dossier.adulteReferent === null ? 'Nommer' : 'Remplacer'}</Button>
      </Buttons>
    </Form>
  )
}
