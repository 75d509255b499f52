"""Makes data/fr/countries.toml: what French calls the countries of data/any/countries.toml.

    pip install babel==2.18.0; python3 data/make/countries_fr.py > data/fr/countries.toml

Names: CLDR (Unicode-3.0) by way of Babel; capitals and further names are our own.
"""
import re
from pathlib import Path

from babel import Locale

CAPITALS = {
    "PL": "Varsovie", "RU": "Moscou", "GB": "Londres", "CN": "Pékin", "GR": "Athènes", "PT": "Lisbonne", "AT": "Vienne",
    "CH": "Berne", "DK": "Copenhague", "EG": "Le Caire", "IR": "Téhéran", "IQ": "Bagdad", "SY": "Damas", "UA": "Kiev",
    "KR": "Séoul", "DZ": "Alger", "CZ": "Prague", "RO": "Bucarest", "RS": "Belgrade", "TR": "Ankara", "CU": "La Havane",
    "MX": "Mexico", "SA": "Riyad", "LB": "Beyrouth", "GE": "Tbilissi", "AM": "Erevan", "AZ": "Bakou", "BE": "Bruxelles",
    "LU": "Luxembourg", "ET": "Addis-Abeba", "SO": "Mogadiscio", "TD": "N'Djamena", "YE": "Sanaa", "JP": "Tokyo",
}
MORE = {
    "US": ["Etats-Unis", "États-Unis d'Amérique", "USA"], "GB": ["Grande-Bretagne", "Royaume Uni"], "KP": ["Corée du Nord"],
    "KR": ["Corée du Sud"], "RU": ["Fédération de Russie"], "CZ": ["République tchèque"], "MM": ["Birmanie"],
    "CD": ["RDC", "République démocratique du Congo"], "CG": ["Congo"], "CI": ["Côte d'Ivoire"], "BY": ["Bélarus", "Biélorussie"],
    "MD": ["Moldavie"], "AE": ["Emirats arabes unis", "Émirats"], "SA": ["Arabie saoudite"], "NL": ["Pays-Bas", "Hollande"],
}
known = re.findall(r'^code = "(\w\w)"', (Path(__file__).resolve().parent.parent / "any/countries.toml").read_text(encoding="utf-8"), re.M)
names = Locale("fr").territories
listed = lambda xs: "[" + ", ".join(f'"{x}"' for x in dict.fromkeys(xs)) + "]"
print("# What French calls countries and their seats of government. code: as in data/any/countries.toml.\n"
      "# Made by data/make/countries_fr.py.")
print('licence = "Unicode-3.0"\nsource = "CLDR names (Babel 2.18); other forms written for stemma"')
for code in known:
    own = [n.replace("’", "'") for n in ([names[code]] if code in names else []) if "(" not in n] + MORE.get(code, [])
    own += [n.replace("'", "’") for n in own if "'" in n]
    if own:
        print(f'\n[[entry]]\ncode = "{code}"\nnames = {listed(own)}')
        if code in CAPITALS:
            print(f'capitals = {listed([CAPITALS[code]])}')
