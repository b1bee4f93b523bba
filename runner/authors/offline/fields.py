"""Which field a text is about, by the words that it uses; there is a lesson by heart for each. Pure."""

import re
from collections import Counter

# Beginnings of words, in English, German, French and Spanish: what inflects differs at its end.
_BEGINNINGS = {
    "mathematics": (
        "algebr angle area beweis bruch calcul cercle circle circumferenc cosin cub círcul demostr deriv "
        "diagonal divid divis dreieck démonstr ecuaci equation expon factor fläche fracci fraction function "
        "geometr gleichung graph hypoten infinit integral kreis logarithm math matri mean menge multipl "
        "nombre number númer parabol percent polynom prime probab probabilit proof proportion quadrat "
        "racine radius ratio raíz root satz sine slope somme square statist sum suma theorem triang variabl "
        "vector wahrscheinlich winkel wurzel zahl équation"
    ),
    "computing": (
        "algorithm archivo array binary bit boucle bucle bug byte búsqueda cach code compil comput cpu data "
        "databas datei debug encrypt fichier file hash http index input internet list logiciel loop memoria "
        "memory mémoire network netzwerk node ordenador ordinateur pointer program programm protocol python "
        "queue rechner recurs red register réseau schleife search server software sort sortier speicher "
        "stack string suche thread tree tri"
    ),
    "physics": (
        "accelerat aceleraci atom beschleunig calor chaleur charge corriente courant current electric "
        "electron energ field force frequen friction fuerza gas geschwindigkeit gravit heat inert joul "
        "kinetic kraft ladung lens licht light lumière luz magnet mass masse mechan momentum motion newton "
        "onda onde optic orbit oscill particle peso photon physic poids potential power presión pression "
        "pressure quant radiat reibung relativ resist schwerkraft spannung speed strom temperatur therm "
        "veloc velocidad vitesse volt wave weight welle wärme"
    ),
    "chemistry": (
        "acid acide alkal anion atom base bindung bond carbon carbone carbono catalys cation chemi chlor "
        "combust compound concentrat covalent crystal electrolyt element enlace hidrógeno hydrog hydrogène "
        "ion isotop kohlenstoff liaison lösung metal mixture molar mole molecul nitrog oxid oxyg oxygène "
        "oxígeno periodic ph polymer precipit product reacción reactant reaction reaktion redox réaction "
        "sal salt salz sauerstoff sel solub solut solvent stoff stoichiom säure wasserstoff ácido"
    ),
    "biology": (
        "anatom animal antibod art bacteri biolog blood blut body brain cell cellul cerebro cerveau "
        "chlorophyll chromosom corazón corps cuerpo célul cœur digest disease dna ecolog enzym especie "
        "espèce evolut food gehirn gene genom heart herz hormon immun immunsystem infect insect körper leaf "
        "leave lung mammal membran metabol mitos muscle mutat nerv neuron organ pflanze photosynth plant "
        "planta plante population predator protein root sang sangre species tier tissue vaccin virus zell"
    ),
    "earth": (
        "air atmospher berg climat cloud coast continent crust cyclon desert earth earthquak erde eros "
        "fleuve flood fluss forest fossil geolog gestein gezeiten glacier greenhouse hurrican ice klima "
        "landform lava luna lune magma mantle marea marée meer meteor mineral mond montagne montaña moon "
        "mountain nuage nube ocean océan océano ozean planet plate precipitat rain river roca roche rock "
        "río sea season sediment snow soil sol solar soleil sonne star storm sun tectonic terre tide tierra "
        "tsunami volcan volcán vulkan weather wetter wind wolke"
    ),
    "economics": (
        "angebot arbeitslos argent bank bond budget business capital chômage comercio commerce company "
        "competit consumer cost credit currenc debt demand demanda demande desempleo dinero econom economía "
        "export finance fiscal gdp geld good growth handel import impuesto impôt income inflat interest "
        "interés intérêt invest labor labour loan lohn marché market markt mercado monetar money monopol "
        "nachfrage oferta offre precio preis price prix produc profit revenue salaire salar salario saving "
        "steuer stock supply tariff tax trade unemploy wage wirtschaft zins économie"
    ),
    "history": (
        "army bataille batalla battle centur citizen civil colon conquest constitution council crisis crown "
        "democra dynast election emperor empire federal feudal gobierno gouvernement government guerra "
        "guerre imperio independ industrial invasion jahrhundert kaiser king kingdom krieg könig law liber "
        "medieval migrat minister monarch nation parliament partei parti partido party peasant politic pope "
        "president queen rebel reform regierung reich republic revolt revolution rey right roi roman "
        "schlacht senat siglo siècle slave soldier state traité tratado treaty union verfassung vertrag "
        "vote war"
    ),
    "language": (
        "accent adjectiv adverb alphabet article clause conjugat consonant declens dialect dichter gender "
        "grammaire grammar grammatik gramática idiom language langue laut lengua letra letter lettre "
        "linguist meaning metaphor mot noun oración palabra phrase plural poem poema poet poème prefix "
        "preposit pronoun pronunciat rhyme satz sentence silbe sound speech spell sprache suffix syllab "
        "syllabe syntax sílaba tense translat verb verbe verbo vocabular vowel word wort writ"
    ),
    "technology": (
        "airplane antenna batterie battery bicicleta bicycle brake bremse bridge camera car cerradura "
        "circuit clock device display door elevator engine fahrrad frein freno fridge fuel gear gps "
        "headphone house key kühlschrank lamp laser led lock machine maschine microwave moteur motor "
        "máquina nevera oven phone pipe plug printer pump rad radio refrigerat remote robot roue rueda "
        "réfrigérateur satellit schalter schloss screen screw sensor serrure signal smartphone solar "
        "speaker switch telefon telescop teléfono toilet touch train turbin téléphone valve vehicle vending "
        "vélo wheel wifi zipper"
    ),
}
FIELDS = tuple(_BEGINNINGS)
_SHORT = 4


def _pattern(beginnings: str) -> re.Pattern[str]:
    # Short ones are whole words: "war" is no beginning of "warning".
    words = sorted(set(beginnings.split()))
    short = "|".join(word for word in words if len(word) <= _SHORT)
    long = "|".join(word for word in words if len(word) > _SHORT)
    return re.compile(rf"(?<!\w)(?:(?:{short})(?:s|es|n|en)?|(?:{long})\w{{0,7}})(?!\w)", re.IGNORECASE)


_PATTERNS = {field: _pattern(beginnings) for field, beginnings in _BEGINNINGS.items()}
# Fewer words than these may be chance.
_LEAST_WORDS = 2


def field_of(text: str) -> str | None:
    """The field whose words occur most often, each counted up to three times; None if no field stands out."""
    scores = {field: _score(pattern, text) for field, pattern in _PATTERNS.items()}
    best = max(scores, key=lambda field: scores[field])
    others = [score for field, score in scores.items() if field != best]
    return best if scores[best] >= _LEAST_WORDS and scores[best] > max(others) else None


def _score(pattern: re.Pattern[str], text: str) -> int:
    counts = Counter(found[0].lower() for found in pattern.finditer(text))
    return sum(min(count, 3) for count in counts.values())
