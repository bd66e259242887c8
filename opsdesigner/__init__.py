"""OpsDesigner: org charts and workflows side by side, kept as BPMN files."""

__version__ = "1.0.0"
