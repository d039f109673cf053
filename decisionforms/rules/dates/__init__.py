"""Days and lengths of time: whether they exist, agree, and come in an order that can be."""

from decisionforms.rules.dates import afterwards, days, declared, dress, order, period, term, too_soon, two_days, years

RULES = (
    *days.RULES,
    *years.RULES,
    *dress.RULES,
    *declared.RULES,
    *term.RULES,
    *period.RULES,
    *two_days.RULES,
    *order.RULES,
    *too_soon.RULES,
    *afterwards.RULES,
)
