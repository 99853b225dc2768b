import { isole, type Catalogue } from '#src/documents/langues/catalogue.ts'

export const zh: Catalogue = {
  nom: '中文',
  code: 'zh-Hans',
  dir: 'ltr',
  reference: '以法文文本为准。',
  aRelire: '此译文尚未经过校对。',
  convocation: {
    titre: '信息面谈',
    but: '您的孩子将与一所高中的团队见面。他们介绍专业并回答问题。这不是考试，也不是选拔。',
    quand: (date, heure) => `时间：${date} ${heure}。`,
    lieu: (lycee) => `地点：${isole(lycee)}。`,
    distance: (college) => `地点：在 ${isole(college)} 远程视频进行，由该校提供教室和设备。`,
    apporter: '请携带：打印好的动机信和一支笔。没有动机信，孩子也会被接待。',
    empechement: (college) => `如果不能前来，请尽快通知孩子的学校：${isole(college)}。`,
  },
  lettre: {
    titre: '动机信',
    texte: '孩子在面谈前写一封信，有问题作为提示。可以在网上写，也可以手写。不打分。',
  },
  fiche: {
    titre: '汇总单',
    contenu: '面谈之后您会收到一份汇总单，上面有两份意见及说明：一份来自孩子的学校，一份来自高中。',
    avisFinal: '两份意见合成最终意见。它可以为 Affelnet（学生分配系统）中的志愿加分。',
    libre: '无论意见如何，您的孩子都可以申请这个专业。',
    confirmer: (date) => `要使加分有效，请在 ${date} 之前（含当日）对每个专业回答“是”或“否”。`,
    confirmerAvantLaDate: '要使加分有效，请在汇总单上写明的日期之前对每个专业回答“是”或“否”。',
    voeu: '还必须与学校一起在 Affelnet 中填报该专业的志愿。',
    droits: '您可以要求由人员重新审查结果，并获得计算规则。',
    verifier: '汇总单上的二维码可以说明它是否真实。',
  },
}
