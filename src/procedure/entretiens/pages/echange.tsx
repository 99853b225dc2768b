import { dayOf, localMinuteOf, timeInWords } from '#src/kit/day.ts'
import { echangerRecus } from '#src/procedure/entretiens/acts/echange.ts'
import { adresse, lyceeOf, type LyceeCourant } from '#src/procedure/entretiens/pages/lycee.tsx'
import { readEntretien, type readJournee } from '#src/procedure/entretiens/reads/lycee.ts'
import { sentenceEntretien } from '#src/procedure/entretiens/texts.ts'
import { Alert } from '#src/web/components/alert.tsx'
import { Button, Buttons, LinkButton } from '#src/web/components/button.tsx'
import { Select } from '#src/web/components/choice-fields.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { freshForm } from '#src/web/form.ts'
import { html, page, redirect, type Reply, type Requete } from '#src/web/page.ts'

const PATH = '/entretiens/echange'
type Ligne = Awaited<ReturnType<typeof readJournee>>['entretiens'][number]

export const echange = [
  page({ method: 'POST', path: PATH, droit: 'entretiens.ecran', handler: (requete) => exchange(requete) }),
]

async function exchange(requete: Requete): Promise<Reply> {
  const { tx, campagne, form } = requete
  const lycee = lyceeOf(requete, ['planificateur', 'intervenant', 'chef_referent'])
  const [first = 0, second = 0] = ['premier', 'second'].map((name) => Number(form.get(name)))
  const done = await echangerRecus(tx, { campagneId: campagne.id, entretienIds: [first, second] })
  const lu = await readEntretien(tx, { campagneId: campagne.id, entretienId: first })
  const jour = lu && dayOf(lu.entretien.debut, tx.zone)
  const back = adresse('/entretiens', { ...lycee.suite, jour })
  if (done.ok)
    return redirect(back, 'Les deux élèves ont échangé leur place ; personne n’est convoqué de nouveau.')
  return html(
    <Frame title="Les places ne sont pas échangées">
      <Alert kind="error">{sentenceEntretien(done.refus)}</Alert>
      <LinkButton href={back}>Retour aux entretiens</LinkButton>
    </Frame>,
    422,
  )
}

/** Two pupils who came in each other's place: one form, on the list of the day. */
export function Echange({
  lignes,
  lycee,
  zone,
}: {
  lignes: readonly Ligne[]
  lycee: LyceeCourant
  zone: string
}) {
  const free = lignes.filter((one) => one.signees === 0)
  if (free.length < 2) return null
  const choices = free.map((one) => ({
    value: String(one.id),
    label: `${timeInWords(localMinuteOf(one.debut, zone))}, ${one.nom} ${one.prenom}`,
  }))
  const state = freshForm()
  return (
    <details className="passpro-details passpro-hors-papier">
      <summary>Deux élèves sont venus l’un à la place de l’autre</summary>
      <Form action={adresse(PATH, lycee.suite)}>
        <Select name="premier" label="Un élève" choices={choices} state={state} />
        <Select name="second" label="L’autre élève" choices={choices} state={state} />
        <Buttons>
          <Button kind="secondary">Échanger leurs places</Button>
        </Buttons>
      </Form>
    </details>
  )
}
