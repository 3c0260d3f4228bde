/** Phrases that ask when or where, for `saysAny`: what is asked for besides is each dialogue's own. */
export const whenOrWhere =
  'may gio|gio nao|luc nao|khi nao|bao gio|chung nao|hom nao|ngay nao|o dau|cho nao|dau (?:vay|the|a|nhi)|when|where|what time'
