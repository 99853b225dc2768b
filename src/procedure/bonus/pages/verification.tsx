import { dayInWords } from '#src/kit/day.ts'
import {
  ficheVerifieePubliquement,
  type FicheVerifiee,
} from '#src/procedure/bonus/reads/verification-fiche.ts'
import { isCopieFidele, type Copie } from '#src/procedure/bonus/rules/verification.ts'
import { SENTENCE_VERDICT, TITRE_VERDICT } from '#src/procedure/bonus/texts/verification.ts'
import { Alert } from '#src/web/components/alert.tsx'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { DateField, TextField } from '#src/web/components/text-fields.tsx'
import { freshForm, typedOf, type FormState } from '#src/web/form.ts'
import { html, page, redirect, type Reply, type Visite } from '#src/web/page.ts'

const PATH = '/verification'
const KIND = {
  authentique: 'success',
  remplacee: 'warning',
  perimee: 'warning',
  alteree: 'error',
  inconnue: 'error',
} as const

/** Behind the QR code of a fiche: whether it is authentic, without saying anything of the pupil. */
export const verification = [
  page({
    method: 'GET',
    path: PATH,
    public: true,
    handler: ({ query }) => {
      const academie = (query('academie') ?? '').trim()
      const empreinte = (query('empreinte') ?? '').replaceAll(/[^0-9a-fA-F]/g, '').toLowerCase()
      if (/^\d{2}$/.test(academie) && empreinte.length >= 12)
        return redirect(`${PATH}/${academie}/${empreinte}`)
      const typed = freshForm({ academie, empreinte: query('empreinte') ?? null })
      return html(<Demander state={typed} manque={query('empreinte') !== undefined} />)
    },
  }),
  page({
    method: 'GET',
    path: `${PATH}/:academie/:empreinte`,
    public: true,
    handler: async (visite) => html(<Resultat trouvee={await find(visite)} state={freshForm()} />),
  }),
  page({
    method: 'POST',
    path: `${PATH}/:academie/:empreinte`,
    public: true,
    handler: (visite) => compare(visite),
  }),
]

async function find({ db, param }: Visite): Promise<FicheVerifiee | undefined> {
  const academie = param('academie')
  if (!/^\d{2}$/.test(academie)) return undefined
  return ficheVerifieePubliquement(db, { academie, empreinte: param('empreinte') })
}

async function compare(visite: Visite): Promise<Reply> {
  const trouvee = await find(visite)
  const state = typedOf(visite.form)
  const said = (name: string): string => state.values[name]?.[0] ?? ''
  const copie: Copie = {
    nom: said('nom'),
    prenom: said('prenom'),
    dateNaissance: said('naissance'),
    resultats: (trouvee?.contenu.formations ?? []).map((_, i) => ({
      avis: said(`avis-${i}`),
      points: said(`points-${i}`),
    })),
  }
  const fidele = trouvee && isCopieFidele(trouvee.contenu, copie)
  return html(<Resultat trouvee={trouvee} state={state} copie={fidele ? 'fidele' : 'differente'} />)
}

function Demander({ state, manque }: { state: FormState; manque: boolean }) {
  return (
    <Frame title="Vérifier une fiche récapitulative">
      {manque && (
        <Alert kind="warning">
          Recopiez le code de l’académie (deux chiffres) et les douze caractères de l’empreinte, en bas de la
          fiche.
        </Alert>
      )}
      <p>
        Le plus simple est de lire le code QR de la fiche. Sans lui, recopiez ce qu’elle porte en bas de page.
      </p>
      <form method="get" action={PATH}>
        <TextField
          name="academie"
          label="Code de l’académie"
          hint="Deux chiffres, par exemple 75."
          state={state}
        />
        <TextField
          name="empreinte"
          label="Empreinte"
          hint="Douze chiffres et lettres de a à f."
          state={state}
        />
        <Buttons>
          <Button>Vérifier</Button>
        </Buttons>
      </form>
    </Frame>
  )
}

function Resultat(props: {
  trouvee: FicheVerifiee | undefined
  state: FormState
  copie?: 'fidele' | 'differente'
}) {
  const { trouvee, state, copie } = props
  const verdict = trouvee?.verdict ?? 'inconnue'
  return (
    <Frame title="Vérifier une fiche récapitulative">
      <Alert kind={KIND[verdict]} title={TITRE_VERDICT[verdict]}>
        {SENTENCE_VERDICT[verdict]}
      </Alert>
      {trouvee && (
        <p>
          Version {trouvee.version}, établie le {dayInWords(trouvee.emiseLe)}
          {trouvee.derniere > trouvee.version && ` ; la version en vigueur est la ${trouvee.derniere}`}.
        </p>
      )}
      <p>
        Cette page ne montre rien de l’élève. Lui, ses responsables et son établissement lisent la fiche
        entière en se connectant.
      </p>
      {!trouvee && (
        <p>
          <a href={PATH}>Recopier une autre empreinte</a>, ou demandez la fiche à l’établissement de l’élève.
        </p>
      )}
      {trouvee && <Comparer trouvee={trouvee} state={state} copie={copie} />}
    </Frame>
  )
}

function Comparer(props: {
  trouvee: FicheVerifiee
  state: FormState
  copie: 'fidele' | 'differente' | undefined
}) {
  const { trouvee, state, copie } = props
  return (
    <section aria-labelledby="comparer">
      <h2 id="comparer">Comparer avec le papier</h2>
      {copie === 'fidele' && (
        <Alert kind="success">Ce que vous avez recopié est bien ce que dit la fiche émise.</Alert>
      )}
      {copie === 'differente' && (
        <Alert kind="error">
          Au moins une information recopiée n’est pas celle de la fiche émise : relisez-vous, et si l’écart
          demeure, ne vous fiez pas à ce papier.
        </Alert>
      )}
      <p>
        Pour savoir si le papier a été modifié, recopiez ce qu’il dit : la réponse est oui ou non, sans
        détail.
      </p>
      <Form state={state}>
        <TextField name="nom" label="Nom de l’élève" state={state} autoComplete="off" />
        <TextField name="prenom" label="Prénom de l’élève" state={state} autoComplete="off" />
        <DateField name="naissance" label="Date de naissance" state={state} />
        {trouvee.contenu.formations.map((formation, i) => (
          <fieldset key={formation.mef} className="fr-fieldset">
            <legend className="fr-fieldset__legend">{`Formation n° ${i + 1} de la fiche`}</legend>
            <div className="fr-fieldset__element">
              <TextField name={`avis-${i}`} label="Avis final" hint="Rien s’il n’y en a pas." state={state} />
            </div>
            <div className="fr-fieldset__element">
              <TextField
                name={`points-${i}`}
                label="Points"
                hint="En chiffres, 0 s’il n’y en a pas."
                state={state}
              />
            </div>
          </fieldset>
        ))}
        <Buttons>
          <Button>Comparer</Button>
        </Buttons>
      </Form>
    </section>
  )
}
