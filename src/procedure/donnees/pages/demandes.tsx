import { counted } from '#src/kit/counted.ts'
import { z } from 'zod'
import { dayInWords, dayOf } from '#src/kit/day.ts'
import { leverRestriction } from '#src/procedure/donnees/acts/droits.ts'
import { readDemandes, type DemandeSuivie } from '#src/procedure/donnees/reads/droits.ts'
import { LIBELLE_DROIT, LIBELLE_ETAT_DEMANDE, sentenceDonnees } from '#src/procedure/donnees/texts.ts'
import { hasRole } from '#src/procedure/comptes/api.ts'
import { Badge } from '#src/web/components/badge.tsx'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Pagination, sliceOf } from '#src/web/components/pagination.tsx'
import { Table } from '#src/web/components/table.tsx'
import { freshForm, readForm } from '#src/web/form.ts'
import { html, Introuvable, page, redirect } from '#src/web/page.ts'

const PATH = '/demandes-donnees'
const TITLE = 'Données personnelles'

type Lues = Awaited<ReturnType<typeof readDemandes>>

export const demandesDesPersonnes = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'demandes_donnees.lire',
    menu: { libelle: TITLE, ordre: 92 },
    attente: async ({ tx, campagne }) => {
      const waiting = (await readDemandes(tx, campagne.id)).demandes.filter((one) => one.reponse === null)
      const [first] = waiting.map(({ echeance }) => echeance).toSorted((a, b) => a.localeCompare(b))
      const texte = `Répondre à ${counted(waiting.length, 'demande')} sur les données personnelles`
      if (first === undefined) return []
      return [{ texte, ...(first < dayOf(tx.now, tx.zone) ? { depuis: first } : { jusquAu: first }) }]
    },
    handler: async ({ tx, campagne, query }) => {
      const lues = await readDemandes(tx, campagne.id)
      const academie = hasRole(tx.acteur, 'academie')
      return html(<Demandes lues={lues} academie={academie} zone={tx.zone} slice={sliceOf(query('page'))} />)
    },
  }),
  page({
    method: 'POST',
    path: `${PATH}/lever`,
    droit: 'restriction.lever',
    handler: async ({ tx, form }) => {
      const read = readForm(form, z.object({ restriction: z.coerce.number().int().positive() }))
      if (!read.ok) throw new Introuvable()
      const done = await leverRestriction(tx, read.value.restriction)
      return redirect(PATH, done.ok ? 'La suspension est levée.' : sentenceDonnees(done.refus))
    },
  }),
]

interface Shown {
  lues: Lues
  academie: boolean
  zone: string
  slice: ReturnType<typeof sliceOf>
}

function Demandes({ lues: { demandes, restrictions }, academie, zone, slice }: Shown) {
  const shown = demandes.slice(slice.offset, slice.offset + slice.limit)
  return (
    <Frame title={TITLE}>
      <p>
        Une famille peut demander une copie de ses données, leur correction, leur suspension, leur effacement,
        ou ne plus participer. Vous avez un mois pour répondre. Une demande sur papier s’enregistre depuis le
        dossier de l’élève.
      </p>
      {academie && (
        <p>
          <a href="/conservation">Voir combien de temps les données sont gardées</a>
        </p>
      )}
      <Table
        caption={counted(demandes.length, 'demande')}
        rows={shown}
        rowKey={({ id }) => id}
        empty="Aucune demande pour l’instant."
        columns={[
          { title: 'Élève', heading: true, cell: (one) => <a href={`${PATH}/${one.id}`}>{nameOf(one)}</a> },
          { title: 'Demande', cell: ({ droit }) => LIBELLE_DROIT[droit] },
          { title: 'De', cell: ({ responsableId }) => (responsableId === null ? 'élève' : 'responsable') },
          { title: 'Reçue le', cell: ({ recueLe }) => dayInWords(dayOf(recueLe, zone)) },
          { title: 'Réponse avant le', cell: ({ echeance }) => dayInWords(echeance) },
          { title: 'État', cell: ({ etat }) => <Etat etat={etat} /> },
        ]}
      />
      <Pagination page={slice.page} total={demandes.length} href={(n) => `${PATH}?page=${n}`} />
      {restrictions.length > 0 && <Suspensions restrictions={restrictions} zone={zone} />}
    </Frame>
  )
}

export const nameOf = ({ nom, prenom }: Pick<DemandeSuivie, 'nom' | 'prenom'>): string =>
  nom === null ? 'Élève effacé' : `${nom} ${prenom}`

function Etat({ etat }: { etat: DemandeSuivie['etat'] }) {
  const kind = { repondue: 'success', en_cours: 'info', a_repondre: 'warning', en_retard: 'error' } as const
  return <Badge kind={kind[etat]}>{LIBELLE_ETAT_DEMANDE[etat]}</Badge>
}

function Suspensions({ restrictions, zone }: { restrictions: Lues['restrictions']; zone: string }) {
  return (
    <>
      <h2>Suspensions en cours</h2>
      <p>Rien de nouveau n’est transmis à Affelnet pour ces élèves.</p>
      {restrictions.map(({ id, nom, prenom, genre, auteur, le }) => (
        <Form key={id} state={freshForm()} action={`${PATH}/lever`}>
          <p>
            <strong>{`${nom} ${prenom}`}</strong> :{' '}
            {genre === 'limitation' ? 'données suspendues' : 'ne participe plus'} depuis le{' '}
            {dayInWords(dayOf(le, zone))} ({auteur}).
          </p>
          <input type="hidden" name="restriction" value={id} />
          <Buttons>
            <Button kind="secondary">{`Lever, pour ${prenom} ${nom}`}</Button>
          </Buttons>
        </Form>
      ))}
    </>
  )
}
