import { SECTIONS_LETTRE } from '#src/documents/lettre-sections.ts'
import { typo } from '#src/documents/wording.ts'
import type { LettreSuivie } from '#src/procedure/lettres/model.ts'
import { pathOf } from '#src/procedure/lettres/pages/college-colonnes.tsx'
import { Notes, Pieces } from '#src/procedure/lettres/pages/lettre-vue.tsx'
import type { LettreLue } from '#src/procedure/lettres/reads/lettres.ts'
import { titreSection } from '#src/procedure/lettres/texts.ts'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Select } from '#src/web/components/choice-fields.tsx'
import { ActionButton, Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import { TextArea } from '#src/web/components/text-fields.tsx'
import type { FormState } from '#src/web/form.ts'
import type { Listed } from '#src/web/lists.ts'

export type Vue = Listed<LettreSuivie>

export function Liste({ vue }: { vue: Vue }) {
  const { uai = null, choices, total } = vue
  const jour = choices['jour'] ?? null
  return (
    <Frame title="Lettres de motivation">
      <ListFilters list={vue} />
      {uai !== null && total > 0 && !choices['nom'] && (
        <>
          <p>
            Un élève qui n’a rien écrit reçoit une lettre vierge à son nom ; une lettre manuscrite jointe
            remplace le texte.
          </p>
          <ActionButton
            action="/editions"
            fields={{ genre: 'lettres', etablissement: uai, ...(jour === null ? {} : { jour }) }}
          >
            Préparer ces lettres ({total}, PDF)
          </ActionButton>
        </>
      )}
      {uai === null ? (
        <p>Choisissez l’établissement d’origine.</p>
      ) : (
        <List
          list={vue}
          caption={total > 1 ? `${total} lettres` : `${total} lettre`}
          rowKey={({ eleveId, domaine }) => `${eleveId}/${domaine}`}
          empty="Aucun élève n’a d’entretien."
        />
      )}
    </Frame>
  )
}

export function Lire({ lue, zone, state }: { lue: LettreLue; zone: string; state: FormState }) {
  const { prenom, nom, libelle, lettre, notes } = lue
  const sections = SECTIONS_LETTRE.map(({ code }) => ({ value: code, label: titreSection(code) }))
  return (
    <Frame title={`Lettre de ${prenom} ${nom}`} state={state}>
      <p>
        {libelle} · <a href="/lettres">Toutes les lettres</a>
      </p>
      {lettre === undefined && <p>{prenom} n’a encore rien enregistré.</p>}
      {lettre &&
        SECTIONS_LETTRE.map(({ code, titre }) => (
          <section key={code} aria-labelledby={`section-${code}`}>
            <h2 className="fr-h5" id={`section-${code}`}>
              {typo(titre)}
            </h2>
            {lettre.reponses[code] ? (
              <blockquote className="passpro-citation">{lettre.reponses[code]}</blockquote>
            ) : (
              <p>Pas encore écrit.</p>
            )}
            <Notes notes={notes.filter((one) => one.section === code)} lettre={lettre} zone={zone} />
          </section>
        ))}
      <Notes notes={notes.filter((one) => one.section === 'generale')} lettre={lettre} zone={zone} />
      {lettre && (
        <>
          <h2>Annoter</h2>
          <Form state={state}>
            <Select
              name="section"
              label="Partie de la lettre"
              choices={[{ value: 'generale', label: titreSection('generale') }, ...sections]}
              state={state}
            />
            <TextArea
              name="texte"
              label="Votre annotation"
              hint={`${prenom} la lira en continuant sa lettre ; elle n’est pas imprimée.`}
              state={state}
              limite={2000}
            />
            <Buttons>
              <Button>Enregistrer l’annotation</Button>
            </Buttons>
          </Form>
        </>
      )}
      <Pieces lue={lue} zone={zone} path={pathOf(lue)} state={state} />
    </Frame>
  )
}
