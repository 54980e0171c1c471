"""What a reshaping would do, in sentences: who is touched, which words are joined, which links lean on it."""

import streamlit as st

from analytics.french import count
from codebook.reshaping.effects import Effect, Join
from pages.parts.plain import plain
from pages.parts.reading import excerpt

_MOST = 12  # lines of a list shown before the rest is counted


def show(effect: Effect, *, children: str = "Sous-codes") -> None:
    """Show an effect before it is confirmed.

    :param children: what its sub-codes are called, as « Sous-codes supprimés ».
    """
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**Ce qui va se passer** : {plain(effect.act)}")
        for sentence in effect.remarks:
            st.text(f"• {sentence}")
        for line in _codings(effect):
            st.text(f"• {line}")
        if effect.children:
            st.text(f"• {children} : {_named(effect.children)}")
        _joins(effect.joins)
        _links(effect)
        kept = [
            count(effect.examples, "passage donné en exemple", "passages donnés en exemple") if effect.examples else "",
            count(effect.memos, "mémo") if effect.memos else "",
            *effect.others,
        ]
        if any(kept):
            st.text(f"• Aussi touchés : {', '.join(one for one in kept if one)}.")
        st.caption(
            "La grille est commune : ceci touche les codages de toute l’équipe, sous votre nom ; chaque codage reste à "
            "qui l’a posé. Un seul « Annuler » ramène tout."
        )


def _codings(effect: Effect) -> list[str]:
    told = []
    if effect.coders:
        people = ", ".join(f"{name} {number}" for name, number in effect.coders)
        number = sum(number for _, number in effect.coders)
        told.append(f"{count(number, 'codage')} ({people}) dans {count(effect.documents, 'document')}")
    if effect.unseen:
        told.append(f"{count(effect.unseen, 'codage')} d’autres personnes, qui ne vous sont pas ouverts")
    if effect.waiting:
        told.append(f"dont {effect.waiting} sans place dans le texte actuel")
    if effect.narrowed:
        told.append(f"{count(effect.narrowed, 'codage')} sera lu de moins de personnes, joint à un codage privé")
    return told


def _named(names: tuple[str, ...]) -> str:
    shown = ", ".join(f"« {name} »" for name in names[:_MOST])
    return shown + (f" et {len(names) - _MOST} autres" if len(names) > _MOST else "")


def _joins(joins: tuple[Join, ...]) -> None:
    if not joins:
        return
    shown = [join for join in joins if join.quotes]
    st.text(
        f"• {count(len(joins), 'passage')} où des codages d’une même personne se recouvrent et n’en font plus qu’un."
    )
    if shown:
        with st.expander("Voir ce qui est joint"):
            for join in shown[:_MOST]:
                st.text(f"{join.coder_name}\n" + "\n".join(f"  « {excerpt(quote, 140)} »" for quote in join.quotes))
            if len(shown) > _MOST:
                st.caption(f"… et {len(shown) - _MOST} autres.")


def _links(effect: Effect) -> None:
    for statement, number in effect.links[:_MOST]:
        st.text(f"• {count(number, 'pièce')} du lien « {excerpt(statement, 110)} » s’y appuie : elle suit.")
    if len(effect.links) > _MOST:
        st.text(f"• … et {len(effect.links) - _MOST} autres liens.")
    if effect.hidden_links:
        st.text(f"• {count(effect.hidden_links, 'lien')} qui ne vous sont pas ouverts s’y appuient aussi.")
