"""Texts as teachers paste them, in German and French."""

# Look-alike characters are intended.

GERMAN_TEXT = """\
# Die Französische Revolution

Die Französische Revolution begann 1789 mit dem Sturm auf die Bastille. Die Ursachen der Revolution
waren hohe Steuern, Missernten und die Schulden des Staates. Der König berief die Generalstände ein,
weil der Staat kein Geld mehr hatte. Der Dritte Stand forderte gleiche Rechte, aber der Adel lehnte
diese Forderung ab. Viele Bauern litten unter Hunger, während der Adel keine Steuern zahlte.

Die Nationalversammlung verabschiedete am 26. August 1789 die Erklärung der Menschen- und
Bürgerrechte. Nicht alle Menschen erhielten diese Rechte: Frauen durften weiterhin nicht wählen.
Ludwig XVI. wurde 1793 hingerichtet. Danach begann die Zeit der Schreckensherrschaft, in der
Tausende starben.

## Fotosynthese

Die Fotosynthese ist ein Vorgang, bei dem Pflanzen aus Wasser und Kohlenstoffdioxid (CO₂) Zucker
herstellen. Dabei wird Sauerstoff frei, den Tiere und Menschen zum Atmen brauchen. Ohne Licht findet
keine Fotosynthese statt. Das Blattgrün, das sogenannte Chlorophyll, nimmt vor allem rotes und
blaues Licht auf. Manche Pflanzen, z. B. Kakteen, öffnen ihre Spaltöffnungen nur nachts, damit sie
kein Wasser verlieren. Wenn es zu heiß wird, schließen sich die Spaltöffnungen. Deshalb sinkt die
Leistung der Fotosynthese bei großer Hitze. Ein Baum produziert im Jahr bis zu 150 kg Sauerstoff, d.
h. genug für einen Menschen für etwa ein halbes Jahr.

## Batterien

Eine Batterie wandelt chemische Energie in elektrische Energie um. Eine AA-Zelle hat 1,5 V, eine
Blockbatterie hat 9 V. Die gespeicherte Energie beträgt 14,8 Wh. Die Spannung darf höchstens 4,2 V
betragen. Je größer die Kapazität ist, desto länger läuft das Gerät. Im Inneren wandern Ionen vom
Minuspol zum Pluspol, sodass außen ein Strom fließt. Batterien gehören nicht in den Hausmüll, da sie
giftige Stoffe enthalten können. Dr. Meier sagt, dass neue Zellen bis zu 3.000 Ladezyklen schaffen.
Der Ladevorgang dauert ca. zwei Stunden.
"""

FRENCH_TEXT = """\
# La Révolution française

La Révolution française commença en 1789 par la prise de la Bastille. Les causes de la Révolution
étaient les impôts élevés, les mauvaises récoltes et la dette de l'État. Le roi convoqua les états
généraux parce que l'État n'avait plus d'argent. Le tiers état demanda des droits égaux, mais la
noblesse refusa cette demande. Cependant, tous les hommes ne reçurent pas ces droits : les femmes ne
pouvaient toujours pas voter. Louis XVI fut exécuté en 1793.

## La photosynthèse

La photosynthèse est un processus qui permet aux plantes de fabriquer du sucre à partir d'eau et de
dioxyde de carbone (CO₂). Les plantes libèrent de l'oxygène, dont les animaux ont besoin pour
respirer. Sans lumière, il n'y a pas de photosynthèse. La chlorophylle, qui donne aux feuilles leur
couleur verte, absorbe surtout la lumière rouge et bleue. Par exemple, un arbre produit jusqu'à 150
kg d'oxygène par an. Quand il fait trop chaud, les stomates se ferment. C'est pourquoi la
photosynthèse ralentit pendant les fortes chaleurs.

## Les piles

Une pile transforme l'énergie chimique en énergie électrique. Une pile AA fournit 1,5 V, tandis
qu'une pile plate fournit 4,5 V. L'énergie stockée est de 14,8 Wh. La tension ne doit jamais
dépasser 4,2 V. À l'intérieur, les ions se déplacent du pôle négatif vers le pôle positif, ce qui
fait circuler un courant dans le circuit extérieur. M. Dupont affirme que les nouvelles piles
supportent 3 000 cycles de charge. Il ne faut pas jeter les piles à la poubelle, car elles peuvent
contenir des substances toxiques.
"""
