"""The vocabulary of pictures that models, lessons and storyboards share. Each stays inside its region."""

from scenekit.pictures.cards.definition import DefinitionCard
from scenekit.pictures.cards.icon_list import IconList
from scenekit.pictures.cards.number import BigNumber
from scenekit.pictures.cards.phrases import KeyPhrases
from scenekit.pictures.cards.quotation import Quotation
from scenekit.pictures.cards.statement import Statement
from scenekit.pictures.cards.title import SectionTitle
from scenekit.pictures.charts.bars import BarChart
from scenekit.pictures.charts.histogram import Histogram
from scenekit.pictures.charts.pie import PieChart
from scenekit.pictures.charts.scatter import ScatterPlot
from scenekit.pictures.charts.table import DataTable
from scenekit.pictures.diagrams.cause_chain import CauseChain
from scenekit.pictures.diagrams.comparison import Comparison
from scenekit.pictures.diagrams.cycle import CycleDiagram
from scenekit.pictures.diagrams.flow import Flow
from scenekit.pictures.diagrams.layers import LayerDiagram
from scenekit.pictures.diagrams.timeline import Timeline
from scenekit.pictures.diagrams.venn import VennDiagram
from scenekit.pictures.formulas.derivation import Derivation
from scenekit.pictures.formulas.formula import Formula
from scenekit.pictures.plots.function_plot import FunctionPlot
from scenekit.pictures.plots.number_scale import NumberScale
from scenekit.pictures.plots.wave_train import WaveTrain
from scenekit.pictures.structures.cell_queue import CellQueue
from scenekit.pictures.structures.cell_row import CellRow
from scenekit.pictures.structures.cell_stack import CellStack
from scenekit.pictures.structures.code_walk import CodeWalk
from scenekit.pictures.structures.network import Network
from scenekit.pictures.structures.tree_diagram import TreeDiagram
from scenekit.pictures.things.balance import Balance
from scenekit.pictures.things.labelled_figure import LabelledFigure
from scenekit.pictures.things.molecule import Molecule
from scenekit.pictures.things.particle_box import ParticleBox

__all__ = [
    "Balance",
    "BarChart",
    "BigNumber",
    "CauseChain",
    "CellQueue",
    "CellRow",
    "CellStack",
    "CodeWalk",
    "Comparison",
    "CycleDiagram",
    "DataTable",
    "DefinitionCard",
    "Derivation",
    "Flow",
    "Formula",
    "FunctionPlot",
    "Histogram",
    "IconList",
    "KeyPhrases",
    "LabelledFigure",
    "LayerDiagram",
    "Molecule",
    "Network",
    "NumberScale",
    "ParticleBox",
    "PieChart",
    "Quotation",
    "ScatterPlot",
    "SectionTitle",
    "Statement",
    "Timeline",
    "TreeDiagram",
    "VennDiagram",
    "WaveTrain",
]
