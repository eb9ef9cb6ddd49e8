/** What the hosted page says around the chat, and in place of one that is not there. */
type HostedTexts = {
  title: string
  description: string
  /** Without scripts. */
  plain: string
  missing: string
  missing_why: string
}

const en: HostedTexts = {
  title: 'Chat with {name}',
  description: 'Write to {name}, and come back to the conversation later.',
  plain: '{name} answers here. This chat needs JavaScript, which is switched off in this browser.',
  missing: 'There is no chat at this address',
  missing_why: 'The link may be cut off, or the chat was taken down. Ask whoever gave it to you for a new one.',
}
const de: HostedTexts = {
  title: 'Chat mit {name}',
  description: 'Schreiben Sie {name} und kommen Sie später auf die Unterhaltung zurück.',
  plain: '{name} antwortet hier. Dieser Chat braucht JavaScript, das in diesem Browser ausgeschaltet ist.',
  missing: 'Unter dieser Adresse gibt es keinen Chat',
  missing_why: 'Vielleicht ist der Link unvollständig oder der Chat wurde entfernt. Bitten Sie um einen neuen Link.',
}
const fr: HostedTexts = {
  title: 'Discuter avec {name}',
  description: 'Écrivez à {name} et reprenez la conversation plus tard.',
  plain: '{name} répond ici. Ce chat a besoin de JavaScript, qui est désactivé dans ce navigateur.',
  missing: 'Aucun chat à cette adresse',
  missing_why: 'Le lien est peut-être incomplet, ou le chat a été supprimé. Demandez-en un nouveau.',
}
const es: HostedTexts = {
  title: 'Chat con {name}',
  description: 'Escriba a {name} y retome la conversación más tarde.',
  plain: '{name} responde aquí. Este chat necesita JavaScript, que está desactivado en este navegador.',
  missing: 'No hay ningún chat en esta dirección',
  missing_why: 'Puede que el enlace esté incompleto o que el chat se haya retirado. Pida uno nuevo.',
}
const pt: HostedTexts = {
  title: 'Chat com {name}',
  description: 'Escreva para {name} e volte à conversa mais tarde.',
  plain: '{name} responde aqui. Este chat precisa de JavaScript, que está desativado neste navegador.',
  missing: 'Não há nenhum chat neste endereço',
  missing_why: 'O link pode estar incompleto ou o chat foi removido. Peça um novo a quem o enviou.',
}
const it: HostedTexts = {
  title: 'Chat con {name}',
  description: 'Scriva a {name} e riprenda la conversazione più tardi.',
  plain: '{name} risponde qui. Questa chat richiede JavaScript, che in questo browser è disattivato.',
  missing: 'Nessuna chat a questo indirizzo',
  missing_why: 'Il link potrebbe essere incompleto o la chat è stata rimossa. Ne chieda uno nuovo.',
}
const nl: HostedTexts = {
  title: 'Chat met {name}',
  description: 'Schrijf {name} en kom later op het gesprek terug.',
  plain: '{name} antwoordt hier. Deze chat heeft JavaScript nodig, dat in deze browser uit staat.',
  missing: 'Op dit adres is geen chat',
  missing_why: 'Misschien is de link afgebroken of is de chat weggehaald. Vraag om een nieuwe link.',
}
const pl: HostedTexts = {
  title: 'Czat z {name}',
  description: 'Napisz do {name} i wróć do rozmowy później.',
  plain: 'Tutaj odpowiada {name}. Ten czat wymaga JavaScriptu, który jest wyłączony w tej przeglądarce.',
  missing: 'Pod tym adresem nie ma czatu',
  missing_why: 'Link może być niepełny lub czat został usunięty. Poproś o nowy link.',
}
const tr: HostedTexts = {
  title: '{name} ile sohbet',
  description: '{name} ekibine yazın, konuşmaya sonra geri dönün.',
  plain: '{name} burada yanıt veriyor. Bu sohbet için JavaScript gerekir; bu tarayıcıda kapalı.',
  missing: 'Bu adreste sohbet yok',
  missing_why: 'Bağlantı eksik olabilir ya da sohbet kaldırılmıştır. Yeni bir bağlantı isteyin.',
}
const ar: HostedTexts = {
  title: 'محادثة مع {name}',
  description: 'اكتب إلى {name} وعُد إلى المحادثة لاحقًا.',
  plain: 'يجيبك {name} هنا. تحتاج هذه المحادثة إلى JavaScript، وهو معطّل في هذا المتصفح.',
  missing: 'لا توجد محادثة على هذا العنوان',
  missing_why: 'قد يكون الرابط ناقصًا أو أُزيلت المحادثة. اطلب رابطًا جديدًا ممن أعطاك إياه.',
}
const he: HostedTexts = {
  title: 'צ׳אט עם {name}',
  description: 'אפשר לכתוב אל {name} ולחזור לשיחה מאוחר יותר.',
  plain: '{name} עונים כאן. הצ׳אט זקוק ל-JavaScript, שכבוי בדפדפן הזה.',
  missing: 'אין צ׳אט בכתובת הזאת',
  missing_why: 'ייתכן שהקישור חתוך או שהצ׳אט הוסר. אפשר לבקש קישור חדש ממי ששלח אותו.',
}
const ja: HostedTexts = {
  title: '{name} とのチャット',
  description: '{name} にメッセージを送り、あとから会話に戻れます。',
  plain: '{name} がここでお答えします。このチャットには JavaScript が必要ですが、このブラウザーでは無効です。',
  missing: 'このアドレスにチャットはありません',
  missing_why: 'リンクが途中で切れているか、チャットが削除された可能性があります。新しいリンクをお求めください。',
}

export const HOSTED_TEXTS = { en, de, fr, es, pt, it, nl, pl, tr, ar, he, ja }
