"""Prompts in English that look foreign, one a line."""

ENGLISH_PROMPTS = """
Why is the sky blue?
What is a black hole?
How do vaccines work?
Explain binary search
Explain the Pythagorean theorem
Explain photosynthesis
Quantum entanglement for beginners
Fourier transform intuition
What does the German word Zeitgeist mean?
Explain Schadenfreude
Who was Johann Wolfgang von Goethe?
What is the Bundestag?
Explain déjà vu
Tell me about El Niño
What is dolce far niente?
History of the Champs-Élysées
Louis Pasteur and germ theory
Napoleon Bonaparte
The Ashikaga shogunate
Mitosis vs meiosis
Gradient descent
Teorema de Pitágoras in English please
Dijkstra algorithm
Newton's laws
Die Hard: why is it a Christmas movie?
What is an alternator?
Photosynthesis, please
DNA replication animation
Explain a la carte pricing
How tall is Mount Fuji (富士山)?
What does the Chinese character 道 mean?
Why does π appear everywhere?
Prove that e^(iπ) + 1 = 0
Explain E = mc²
How does TCP/IP work
linear regression
Bayes theorem
Explain sin and cos
What's the Doppler effect
Man in the middle attack
Explain the Dunning-Kruger effect
What is the Tour de France?
Why do cats purr
Explain Les Misérables
Der Ring des Nibelungen explained
La Niña and El Niño
pros and cons of nuclear energy
Mansa Musa of Mali
Mendel and pea plants
Explain the Krebs cycle to me
What is an ion?
Ocean tides
Perry Como songs list
Garden hoe types
Pourquoi tales
Die Hard plot
La Traviata plot
Macbeth, act one
Carpe diem
Kung fu
Cogito ergo sum
A priori, a posteriori
Les Paul guitars
Hans Christian Andersen
El Niño
Il Duce
Santa Maria del Fiore
Leonardo da Vinci
Vasco da Gama
Ludwig van Beethoven
Van der Waals forces
Vincent van Gogh
Manfred von Richthofen
Charles de Gaulle
Simone de Beauvoir
Oscar de la Renta
Rio de Janeiro
Ta Ko Te
Ho Chi Minh
Sigma algebra
Hur dur
De Morgan's laws
de Broglie wavelength
van 't Hoff equation
Que sera sera
Mao Zedong
Nelson Mandela
O(log n)
Mi casa es su casa
Deus ex machina
Ad hoc networks
a la mode desserts
Om mani padme hum
Kubernetes ingress
SELECT * FROM users
for i in range(10)
Kali Linux
NaCl + AgNO3
Cum laude
Mens rea
Pi day
Schrödinger's cat
Gödel's incompleteness theorem
Erdős number
Möbius strip
Poincaré conjecture
Noether's theorem
Ångström unit
Hagia Sophia
Jo ha kyū
Als disease
Son of God
Hat trick
Men, art and war
Come undone meaning
Comment sections
Explique
Perry Como biography
Come Fly With Me lyrics
Quality control
Qui vive
Kim Il Sung
Kim Kardashian biography
Kas products
Ben Hur chariot race
Jak spare parts
Mit Romney
Who Wie werde ich
Wen Jiabao premier
Quel dommage
Kako mine
Que, sera, sera
Nini the dog
Hangi cooking Maori
Kada river flow
Sami people history
Comment threads
""".strip().splitlines()
