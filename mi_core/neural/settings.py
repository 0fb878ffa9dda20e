"""How a network is trained."""

from __future__ import annotations

from dataclasses import dataclass, fields

from mi_core.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingSettings:
    """Settings of the training loop; InputError for values that cannot be."""

    epochs: int
    """Passes over the training rows; the time to train grows with them."""
    fewest_steps: int = 0
    """Steps of the whole training, at least: few rows are passed over more often, lest it end before they are learned."""
    batch_size: int
    """Most rows per step; with `full_batches` the fewest."""
    full_batches: bool = False
    """Whether rows that fill no batch of their own are spread over the others."""
    learning_rate: float
    """Peak of the one cycle that the rate goes through."""
    warm_up: float = 0.1
    """Share of the steps, two at least, in which the rate rises to its peak."""
    betas: tuple[float, float] = (0.9, 0.999)
    """How long AdamW remembers gradients and their squares."""
    weight_decay: float = 1e-2
    """Decoupled weight decay of AdamW, of matrices."""
    decay_all: bool = False
    """Whether biases, norms and embeddings decay, too."""
    largest_gradient: float = 5.0
    """Norm that gradients are clipped to."""
    averaging: float = 0.0
    """Decay per step of the exponential average of the weights, which then is what answers; 0 keeps the last weights."""
    validation_share: float = 0.0
    """Share of the rows held out to choose the best epoch, whose weights are kept; 0 trains on all and keeps the last."""
    patience: int = 0
    """Epochs without a better one on the validation part after which training stops; 0 never stops early."""

    def __post_init__(self):
        allowed = {
            "epochs": (self.epochs >= 1, "1 or more"),
            "fewest_steps": (self.fewest_steps >= 0, "0 or more"),
            "batch_size": (self.batch_size >= 1, "1 or more"),
            "learning_rate": (self.learning_rate > 0, "above 0"),
            "warm_up": (0 <= self.warm_up < 1, "0 or more and below 1"),
            "weight_decay": (self.weight_decay >= 0, "0 or more"),
            "largest_gradient": (self.largest_gradient > 0, "above 0"),
            "averaging": (0 <= self.averaging < 1, "0 or more and below 1"),
            "validation_share": (0 <= self.validation_share < 1, "0 or more and below 1"),
            "patience": (self.patience >= 0, "0 or more"),
        }
        for name, (fits, words) in allowed.items():
            if not fits:
                raise InputError(f"{name} of a training must be {words}; got {getattr(self, name)}.")
        if self.patience and not self.validation_share:
            raise InputError(
                "Early stopping needs rows to judge by: set validation_share above 0, or patience to 0."
            )

    @classmethod
    def of(cls, model, **others) -> TrainingSettings:
        """Return the settings that a model has attributes for, and others."""
        return cls(**{f.name: getattr(model, f.name) for f in fields(cls) if hasattr(model, f.name)} | others)

    def passes(self, n: int) -> int:
        """Return the epochs over n rows."""
        return max(self.epochs, -(-self.fewest_steps // self.steps(n)))

    def steps(self, n: int) -> int:
        """Return the steps of one epoch over n rows."""
        return max(n // self.batch_size, 1) if self.full_batches else -(-n // self.batch_size)
