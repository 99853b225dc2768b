import { mentionLegale } from '#src/documents/texts.ts'
import { readEffetsDuReglement, type EffetsLus } from '#src/procedure/bonus/api.ts'
import { writeReglement } from '#src/procedure/campagnes/acts.ts'
import type { Reglement } from '#src/procedure/campagnes/model.ts'
import { EffetsDuReglement } from '#src/procedure/campagnes/pages/reglement-effets.tsx'
import { ReglementForm } from '#src/procedure/campagnes/pages/reglement-form.tsx'
import { readCampagnesAComparer, readReglement } from '#src/procedure/campagnes/reads/suivi.ts'
import { checkReglement } from '#src/procedure/campagnes/rules/reglement.ts'
import { REGLEMENTS_LIVRES } from '#src/procedure/campagnes/rules/reglements-livres.ts'
import {
  champOfRefus,
  champsOfReglement,
  readReglementForm,
} from '#src/procedure/campagnes/schema/reglement-form.ts'
import { sentenceCampagne } from '#src/procedure/campagnes/texts.ts'
import { Alert } from '#src/web/components/alert.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { LegalMention } from '#src/web/components/legal-mention.tsx'
import { typedOf, withError, type FormState } from '#src/web/form.ts'
import { html, Introuvable, page, redirect, type Reply, type Requete } from '#src/web/page.ts'

/** The editor of a reglement: written, checked and tried on a campaign before it is kept. */
export const reglementNouveau = [
  page({
    method: 'GET',
    path: '/reglements/nouveau',
    droit: 'reglement.rediger',
    handler: async (requete) => html(await draw(requete, { state: await baseOf(requete) })),
  }),
  page({ method: 'POST', path: '/reglements', droit: 'reglement.rediger', handler: write }),
]

/** What a new version starts from: `?base=` names a shipped reglement, or the number of a version. */
async function baseOf({ tx, query }: Requete): Promise<FormState> {
  const base = query('base') ?? 'exemple-gradue'
  const comparer = [String((await readCampagnesAComparer(tx))[0]?.id ?? '')]
  const shipped = REGLEMENTS_LIVRES[base]
  if (shipped) return { values: { ...champsOfReglement(base, shipped.contenu), comparer }, errors: {} }
  const version = /^[0-9]{1,15}$/.test(base) ? await readReglement(tx, Number(base)) : undefined
  if (!version) throw new Introuvable()
  return { values: { ...champsOfReglement(version.nom, version.reglement), comparer }, errors: {} }
}

async function write(requete: Requete): Promise<Reply> {
  const { tx, form } = requete
  const etape = form.get('etape')
  // A step that writes nothing must not use up the key of the form: the next sending is the act.
  const { cle: _, ...values } = typedOf(form).values
  const state = { values, errors: {} }
  if (etape === 'tableau') return html(await draw(requete, { state }))
  const read = readReglementForm(values)
  if (!read.ok) return html(await draw(requete, { state: { ...state, errors: read.errors } }), 422)
  const contenu = read.reglement
  if (etape === 'verifier') return check(requete, { state, contenu })
  const written = await writeReglement(tx, { nom: read.nom, contenu })
  if (written.ok)
    return redirect(
      `/reglements/${written.value}`,
      'La version est enregistrée. Une seconde personne doit l’approuver.',
    )
  const { refus } = written
  const refused = withError(typedOf(form), champOfRefus(refus), sentenceCampagne(refus))
  return html(await draw(requete, { state: refused }), 422)
}

/** Whether the reglement holds and, on the campaign chosen, what it would change. */
async function check(
  requete: Requete,
  { state, contenu }: { state: FormState; contenu: Reglement },
): Promise<Reply> {
  const checked = checkReglement(contenu)
  if (!checked.ok) {
    const refused = withError(state, champOfRefus(checked.refus), sentenceCampagne(checked.refus))
    return html(await draw(requete, { state: refused }), 422)
  }
  const [asked = ''] = state.values['comparer'] ?? []
  const known = (await readCampagnesAComparer(requete.tx)).find(({ id }) => String(id) === asked)
  const effets = known
    ? await readEffetsDuReglement(requete.tx, { campagneId: known.id, reglement: contenu })
    : undefined
  return html(await draw(requete, { state, verifie: { effets } }))
}

async function draw(
  { tx }: Requete,
  { state, verifie }: { state: FormState; verifie?: { effets: EffetsLus | undefined } },
) {
  const campagnes = (await readCampagnesAComparer(tx)).map(({ id, annee, dispositif, repetition }) => ({
    value: String(id),
    label: `${dispositif} ${annee}${repetition ? ' (répétition)' : ''}`,
  }))
  return (
    <Frame title="Nouvelle version d’un règlement" state={state}>
      <p>
        Le tableau doit être complet, et un meilleur avis ne peut jamais abaisser le résultat. Les points sont
        des nombres entiers qui grandissent avec l’avis final.
      </p>
      <ReglementForm {...{ state, campagnes }} />
      <section id="verification" aria-live="polite">
        <Verification {...{ state, verifie }} />
      </section>
      <MentionReglement />
    </Frame>
  )
}

function Verification(props: { state: FormState; verifie: { effets: EffetsLus | undefined } | undefined }) {
  const { state, verifie } = props
  const wrong = Object.values(state.errors)
  if (wrong.length > 0)
    return (
      <Alert kind="error" title="Ce règlement ne peut pas être enregistré ainsi">
        {wrong.join(' ')}
      </Alert>
    )
  if (!verifie) return null
  return (
    <>
      <Alert kind="success" title="Ce règlement tient">
        Le croisement est complet, un meilleur avis n’abaisse jamais le résultat, les points grandissent avec
        l’avis final. Rien n’est encore enregistré.
      </Alert>
      {verifie.effets && <EffetsDuReglement effets={verifie.effets} />}
    </>
  )
}

/** A reglement may serve several campaigns: the académie to be asked is that of the pupil. */
export const MentionReglement = () => (
  <LegalMention sentences={mentionLegale({ academie: 'l’élève', etablissement: null })} />
)
