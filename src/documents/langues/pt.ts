import { isole, type Catalogue } from '#src/documents/langues/catalogue.ts'

export const pt: Catalogue = {
  nom: 'Português',
  code: 'pt-PT',
  dir: 'ltr',
  reference: 'Só o texto em francês faz fé.',
  aRelire: 'Esta tradução ainda não foi revista.',
  convocation: {
    titre: 'A entrevista de informação',
    but: 'O seu filho ou a sua filha tem um encontro com uma equipa de um liceu. A equipa apresenta a formação e responde às perguntas. Não é um exame nem uma seleção.',
    quand: (date, heure) => `Quando: ${date}, às ${heure}.`,
    lieu: (lycee) => `Onde: ${isole(lycee)}.`,
    distance: (college) =>
      `Onde: à distância, a partir de ${isole(college)}, que empresta uma sala e o material.`,
    apporter:
      'A trazer: a carta de motivação impressa e uma caneta. Sem a carta, o aluno é recebido na mesma.',
    empechement: (college) => `Se não puder vir, avise o mais depressa possível a escola: ${isole(college)}.`,
  },
  lettre: {
    titre: 'A carta de motivação',
    texte:
      'O aluno escreve uma carta antes da entrevista, com a ajuda de perguntas. Pode escrevê-la em linha ou à mão. Não tem nota.',
  },
  fiche: {
    titre: 'A ficha de síntese',
    contenu:
      'Depois da entrevista recebe uma ficha com dois pareceres e os seus comentários: o da escola do aluno e o do liceu.',
    avisFinal:
      'Os dois pareceres dão um parecer final. Pode acrescentar pontos aos pedidos no Affelnet, o programa que coloca os alunos.',
    libre: 'Seja qual for o parecer, o aluno pode pedir esta formação.',
    confirmer: (date) => `Para que os pontos contem, responda sim ou não para cada formação, até ${date}.`,
    confirmerAvantLaDate:
      'Para que os pontos contem, responda sim ou não para cada formação, antes da data escrita na ficha.',
    voeu: 'É preciso também registar um pedido desta formação no Affelnet, com a escola.',
    droits: 'Pode pedir que uma pessoa reexamine o resultado e obter as regras de cálculo.',
    verifier: 'O código QR da ficha diz se ela é autêntica.',
  },
}
