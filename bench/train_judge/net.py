"""The network: multilingual-e5-small's trunk; ask and passage pooled apart; a head for relevance and one for status."""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

POSITIONS = 192
OUTPUTS = 4  # relevance; gestured, partial, answered


class Layer(nn.Module):
    """A BERT layer with attention written out: on CPUs with AMX the fused kernel's backward pass is far slower."""

    def __init__(self, hidden: int, inner: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.out = nn.Linear(hidden, hidden)
        self.norm1 = nn.LayerNorm(hidden, eps=1e-12)
        self.wide = nn.Linear(hidden, inner)
        self.narrow = nn.Linear(inner, hidden)
        self.norm2 = nn.LayerNorm(hidden, eps=1e-12)
        self.drop = 0.0

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        b, t, h = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, h // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        weight = torch.softmax(q @ k.transpose(-1, -2) * (1 / math.sqrt(h // self.heads)) + bias, -1)
        y = self.out((weight @ v).transpose(1, 2).reshape(b, t, h))
        x = self.norm1(x + F.dropout(y, self.drop, self.training and self.drop > 0))
        y = self.narrow(F.gelu(self.wide(x)))
        return self.norm2(x + F.dropout(y, self.drop, self.training and self.drop > 0))


class Judge(nn.Module):
    """ids, mask, side (0 ask, 1 passage) -> (n, 4): relevance logit and three status logits."""

    def __init__(
        self, vocabulary: int, hidden: int = 384, inner: int = 1536, layers: int = 12, heads: int = 12
    ) -> None:
        super().__init__()
        self.word = nn.Embedding(vocabulary, hidden)
        self.place = nn.Embedding(POSITIONS, hidden)
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.layers = nn.ModuleList([Layer(hidden, inner, heads) for _ in range(layers)])
        self.first = nn.Linear(2 * hidden, 256)
        self.last = nn.Linear(256, OUTPUTS)

    def embed(self, ids: Tensor) -> Tensor:
        """Embeddings of the pieces at their places."""
        return self.norm(self.word(ids) + self.place.weight[: ids.shape[1]])

    def trunk(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Hidden states, (n, length, hidden)."""
        x = self.embed(ids).to(self.layers[-1].qkv.weight.dtype)
        bias = ((1 - mask.to(x.dtype)) * -10000.0)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def forward(self, ids: Tensor, mask: Tensor, side: Tensor) -> Tensor:
        x = self.trunk(ids, mask).to(self.first.weight.dtype)
        m = mask.to(x.dtype)
        passage = m * side.to(x.dtype)
        ask = m - passage
        pooled = [(x * w[..., None]).sum(1) / w.sum(1, keepdim=True).clamp(min=1.0) for w in (ask, passage)]
        return self.last(F.gelu(self.first(torch.cat(pooled, 1))))
