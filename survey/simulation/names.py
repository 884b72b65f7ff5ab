"""Names for people who do not exist, by the language they speak; family names are put together from parts."""

from __future__ import annotations

import unicodedata
from functools import cache
from random import Random

FIRST_NAMES = {
    "fr": (
        "Adèle Agathe Aïssatou Alain Albert Alexandre Alice Amandine Anaïs André Antoine Arlette Arnaud Aurélie "
        "Baptiste Béatrice Benoît Bernard Brigitte Bruno Camille Capucine Caroline Catherine Cédric Chantal "
        "Charlotte Christelle Claude Clément Colette Corentin Damien Danielle David Delphine Didier Dominique "
        "Edmond Éléonore Élise Éliane Émile Enzo Éric Estelle Étienne Eugénie Fabien Fabrice Fatou Florence "
        "Florian Francine Franck Gabriel Gaëlle Geneviève Georges Ginette Grégory Guillaume Guy Hélène Henri Hervé "
        "Huguette Isabelle Jacqueline Jean-Luc Jeanne Joël Jocelyne Josette Julien Justine Kevin Laëtitia Laura "
        "Laurent Léon Liliane Loïc Lucie Ludovic Madeleine Manon Marc Marguerite Marie-Claude Marion Martin "
        "Martine Mathilde Maxime Mélanie Michel Mireille Monique Moussa Nathalie Nicolas Noël Océane Odile Olivier "
        "Pascal Patricia Paulette Philippe Pierre Raymonde Régine Rémi Rose Sabine Sandrine Serge Simone Solange "
        "Stéphane Suzanne Sylvain Tanguy Théo Thérèse Valérie Véronique Victor Violette Virginie Xavier Yves Zoé"
    ),
    "ar": (
        "Abdelkader Adel Ahlam Aïcha Amal Amine Asma Aziz Bilal Bouchra Chaïma Djamila Fadila Faïza Farida Fatiha "
        "Habib Hakima Hassan Hayat Hicham Houda Ibtissam Ismaïl Jamal Kaltoum Khadija Khalid Latifa Leïla Loubna "
        "Mahmoud Malika Mehdi Meriem Mounir Nabil Nadia Naïma Najat Nour Rachid Rahma Rania Ridha Saïd Salima "
        "Samir Sihem Soraya Souad Tarek Wafa Walid Yasmina Yassine Zahra Zineb Zohra"
    ),
    "es": (
        "Adriana Alejandra Alonso Álvaro Ángela Beatriz Blanca Camilo Catalina Consuelo Cristina Daniela Dolores "
        "Eduardo Elena Emilio Esperanza Esteban Felipe Fernanda Gloria Gonzalo Guadalupe Ignacio Inés Isabel "
        "Javier Jimena Josefina Leticia Lorenzo Manuel Marcela Marisol Mercedes Miguel Milagros Natalia Óscar "
        "Paloma Patricio Pilar Ramón Raquel Rocío Rodrigo Rosario Sergio Sofía Teresa Tomás Valentina Verónica "
        "Vicente Yolanda"
    ),
    "en": (
        "Abigail Adaeze Alice Arthur Beatrice Bridget Callum Chidi Clara Colin Daphne Dorothy Edith Eleanor Emma "
        "Ewan Fiona Florence Gareth Gemma Harriet Hazel Ian Imogen Irene Jack Joan Keith Kwame Lydia Maeve "
        "Marjorie Martha Nigel Nora Olive Patience Ralph Rhona Rosemary Ruth Sheila Stella Thandi Tobias Ursula "
        "Vera Wendy Wilfred Winifred"
    ),
}
BEGINNINGS = {
    "fr": (
        "Aub Bart Bell Berg Bois Brev Cast Cham Clair Coud Dauv Delm Espar Faug Font Gar Graz Guil Hautem Jonq "
        "Kerl Lamb Larr Lav Maill Marc Mont Moriv Noir Orv Peyr Pont Quint Rav Roq Salv Sarr Tess Tourn Valm Vaug "
        "Vill Yverm"
    ),
    "ar": (
        "Abdar Aït-Am Amr Azz Belk Benam Benr Bouh Chaf Dahm Douk El-Am Fad Gharb Had Ham Jab Kad Khal Lar Mans "
        "Mekh Nass Ouald Rah Sah Tah Zer"
    ),
    "es": (
        "Alder Arv Bal Barr Cald Cand Esp Fuent Gald Herr Jar Lag Mont Nav Oliv Per Quir Riv Sald Torr Vald Vill Zam"
    ),
    "en": (
        "Ash Black Brad Brook Cald Clay Dun Ell Farn Glen Haw Holl Ken Lang Mer Nor Okon Pem Red Shel Stan Thorn "
        "Wake West Wither"
    ),
}
ENDINGS = {
    "fr": (
        "ac ain and ard aux elles elin erac ereau esson eval ichet iel ieres ignon illac illard ivet obert olade "
        "ombel on ondel ossier ot ouvre uchet uelle uzac"
    ),
    "ar": ("aoui elli emi eddine idi im irou ithi oub ouchi oudi oul oumi rani roussi"),
    "es": (
        "adero adilla agosa anera ares areja arte edilla elosa endano eros ijano illar iñela onda orrama osa ubio uente"
    ),
    "en": ("bourne bridge combe croft dale den field ford gate ham hurst ley lock low mere stow thorpe vale ward wick"),
}


def first_name(language: str, luck: Random) -> str:
    """A first name."""
    return luck.choice(_words(FIRST_NAMES[language]))


def family_name(language: str, luck: Random) -> str:
    """A family name that nobody need bear."""
    return luck.choice(_words(BEGINNINGS[language])) + luck.choice(_words(ENDINGS[language]))


@cache
def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def plain(name: str) -> str:
    """A name as it stands in an address: small letters without accents."""
    decomposed = unicodedata.normalize("NFKD", name.lower())
    return "".join(letter for letter in decomposed if letter.isascii() and (letter.isalpha() or letter == "-"))
