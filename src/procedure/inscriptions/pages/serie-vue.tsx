import { localMinuteOf, minuteInWords } from '#src/kit/day.ts'
import type { AvisAttendu } from '#src/procedure/inscriptions/model.ts'
import { brouillonDuNiveau, brouillonDuTexte } from '#src/procedure/inscriptions/pages/avis-saisie.ts'
import { niveauDit } from '#src/procedure/inscriptions/pages/avis-montre.ts'
import type { EleveEnSerie, SerieLue } from '#src/procedure/inscriptions/pages/serie-lue.ts'
import { Button, Buttons, LinkButton } from '#src/web/components/button.tsx'
import { Checkbox, Radios } from '#src/web/components/choice-fields.tsx'
import { ChoiceFilter, FilterForm } from '#src/web/components/filter-form.tsx'
import { ActionButton, Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Progress } from '#src/web/components/progress.tsx'
import { TextArea } from '#src/web/components/text-fields.tsx'
import type { FormState } from '#src/web/form.ts'
import { addressOf } from '#src/web/query.ts'

const PATH = '/avis-origine/serie'

export function SerieVide() {
  return (
    <Frame title="Avis en série">
      <p>Aucun avis n’est à remplir pour ce choix.</p>
      <LinkButton href="/avis-origine">Retour aux avis d’origine</LinkButton>
    </Frame>
  )
}

/** One pupil at a time: level, comment, next. The keyboard is enough, with or without JavaScript. */
export function Serie({ lue, courant, state }: { lue: SerieLue; courant: EleveEnSerie; state: FormState }) {
  const { eleves, rang, choices, defaire } = lue
  const remplis = eleves.filter((one) => one.rempli).length
  return (
    <Frame title="Avis en série">
      <p>
        <a className="fr-link" href={addressOf('/avis-origine', { etablissement: choices.etablissement })}>
          Relire et signer
        </a>
      </p>
      <Progress label="Élèves remplis" done={remplis} total={eleves.length} />
      {defaire !== null && (
        <ActionButton
          kind="tertiary"
          action={addressOf('/avis-origine/serie/annuler', choices)}
          fields={{ eleve: defaire }}
        >
          Annuler la dernière saisie
        </ActionButton>
      )}
      <Pupil lue={lue} courant={courant} state={state} />
      <nav aria-label="Élèves de la série" className="passpro-voisins">
        <Neighbour lue={lue} eleve={eleves[rang - 1]} label="Précédent" />
        <Neighbour lue={lue} eleve={eleves[rang + 1]} label="Suivant, sans rien changer" />
      </nav>
      <FilterForm>
        {choices.etablissement && <input type="hidden" name="etablissement" value={choices.etablissement} />}
        <ChoiceFilter
          name="classe"
          label="Classe"
          all="Toutes"
          value={choices.classe}
          choices={lue.classes.map((classe) => ({ value: classe, label: classe }))}
        />
      </FilterForm>
    </Frame>
  )
}

function Neighbour({ lue, eleve, label }: { lue: SerieLue; eleve: EleveEnSerie | undefined; label: string }) {
  const [avis] = eleve?.avis ?? []
  if (!eleve || !avis) return null
  return (
    <a className="fr-link" href={addressOf(PATH, { ...lue.choices, eleve: eleve.eleveId })}>
      {label} : {avis.prenom} {avis.nom}
    </a>
  )
}

function Pupil({ lue, courant, state }: { lue: SerieLue; courant: EleveEnSerie; state: FormState }) {
  const { eleves, rang, choices } = lue
  const [first] = courant.avis
  if (!first) return null
  return (
    <section aria-labelledby="eleve-en-serie">
      <h2 id="eleve-en-serie">
        {first.prenom} {first.nom}
        {first.classe && `, ${first.classe}`}
        <span className="passpro-sous-titre">
          Élève {rang + 1} sur {eleves.length}
        </span>
      </h2>
      <div data-serie="">
        <Form state={state} action={addressOf(PATH, { ...choices, eleve: courant.eleveId })}>
          {courant.avis.map((avis, i) => (
            <Avis key={avis.cle} {...{ avis, lue, state }} premier={i === 0 ? null : first} />
          ))}
          <Buttons>
            <Button>Garder et passer au suivant</Button>
          </Buttons>
          <p className="fr-hint-text">
            Au clavier : un chiffre choisit le niveau et mène au niveau suivant, puis au commentaire ; Ctrl +
            Entrée mène au commentaire encore vide, puis garde et passe à l’élève suivant ; Ctrl + Maj +
            Entrée reprend le premier commentaire là où il n’y en a pas, garde et passe à l’élève suivant.
            Rien n’est signé ici.
          </p>
        </Form>
      </div>
    </section>
  )
}

function Avis(props: { avis: AvisAttendu; lue: SerieLue; state: FormState; premier: AvisAttendu | null }) {
  const { avis, lue, state, premier } = props
  const { cle, formations, entretien } = avis
  const brouillon = lue.brouillons.get(brouillonDuTexte(cle))
  return (
    <article className="passpro-carte" aria-labelledby={`avis-${cle}-titre`} data-avis={cle}>
      <h3 id={`avis-${cle}-titre`} className="fr-h6">
        {formations.join(', ')}
      </h3>
      {entretien && <p>Entretien : {minuteInWords(localMinuteOf(entretien, lue.zone))}</p>}
      <div data-niveau={brouillonDuNiveau(cle)}>
        <Radios
          name={`avis-${cle}`}
          label="Avis"
          choices={lue.niveaux.map((niveau, i) => ({
            value: niveau,
            label: `${i + 1}. ${niveauDit(niveau)}`,
          }))}
          state={state}
          inline
          {...(premier === null ? { focus: true } : {})}
        />
        <output className="fr-hint-text" />
      </div>
      {premier !== null && (
        <div data-reprendre={premier.cle}>
          <Checkbox
            name={`reprendre-${cle}`}
            label={`Reprendre mon commentaire pour ${premier.formations.join(', ')}`}
            hint="Un commentaire propre à cette formation aide davantage l’élève et le lycée."
            state={state}
          />
        </div>
      )}
      <TextArea
        name={`commentaire-${cle}`}
        label="Commentaire"
        hint="Sur son implication et sa motivation, en une phrase ou deux."
        rows={3}
        state={state}
        luParLaFamille
        {...(brouillon ? { brouillon } : {})}
      />
    </article>
  )
}
