"""The inner loops of an expansion, compiled by numba."""

from __future__ import annotations

import numba


@numba.njit(cache=True)
def sum_over_neighbours(starts, places, radial, angular, projections):
    """Add to the projections (n_atoms, n_projections) what pairs add, each from its element's place on."""
    n_angular = angular.shape[1]
    for atom in range(len(starts) - 1):
        for pair in range(starts[atom], starts[atom + 1]):
            for n in range(radial.shape[1]):
                place, value = places[pair] + n * n_angular, radial[pair, n]
                for lm in range(n_angular):
                    projections[atom, place + lm] += value * angular[pair, lm]


@numba.njit(cache=True)
def values_and_derivatives(projection, function, order, factors, coefficients, values, derivatives):
    """Add up the functions (n_functions,) of one atom, and their derivatives (n_functions, n_projections)."""
    for term in range(len(function)):
        row, value = function[term], coefficients[term]
        for one in range(order[term]):
            rest = value
            for other in range(order[term]):
                if other != one:
                    rest *= projection[factors[term, other]]
            derivatives[row, factors[term, one]] += rest
            if one == 0:
                values[row] += rest * projection[factors[term, 0]]


@numba.njit(cache=True)
def energy_and_derivatives(projections, kinds, weights, order, factors, energies, derivatives):
    """Add up the energies of atoms and their derivatives by the projections; weights (n_elements, n_monomials)."""
    for atom in range(len(projections)):
        projection = projections[atom]
        kind = kinds[atom]
        energy = 0.0
        for term in range(len(order)):
            value = weights[kind, term]
            first = factors[term, 0]
            a = projection[first]
            if order[term] == 1:
                energy += value * a
                derivatives[atom, first] += value
                continue
            second = factors[term, 1]
            b = projection[second]
            if order[term] == 2:
                energy += value * a * b
                derivatives[atom, first] += value * b
                derivatives[atom, second] += value * a
                continue
            third = factors[term, 2]
            c = projection[third]
            pair = value * a * b
            if order[term] == 3:
                energy += pair * c
                derivatives[atom, first] += value * b * c
                derivatives[atom, second] += value * a * c
                derivatives[atom, third] += pair
                continue
            fourth = factors[term, 3]
            d = projection[fourth]
            rest = value * c * d
            energy += pair * c * d
            derivatives[atom, first] += b * rest
            derivatives[atom, second] += a * rest
            derivatives[atom, third] += pair * d
            derivatives[atom, fourth] += pair * c
        energies[atom] = energy


@numba.njit(cache=True)
def pair_gradients(starts, places, directions, radial, slopes, angular, turning, derivatives, found):
    """Write the energy's gradient (n_pairs, 3) by each pair's vector, of its derivatives by the projections."""
    n_angular = angular.shape[1]
    for atom in range(len(starts) - 1):
        for pair in range(starts[atom], starts[atom + 1]):
            along, x, y, z = 0.0, 0.0, 0.0, 0.0
            for lm in range(n_angular):
                turned, stretched = 0.0, 0.0
                for n in range(radial.shape[1]):
                    value = derivatives[atom, places[pair] + n * n_angular + lm]
                    turned += value * radial[pair, n]
                    stretched += value * slopes[pair, n]
                along += stretched * angular[pair, lm]
                x += turned * turning[pair, 0, lm]
                y += turned * turning[pair, 1, lm]
                z += turned * turning[pair, 2, lm]
            found[pair, 0] = x + along * directions[pair, 0]
            found[pair, 1] = y + along * directions[pair, 1]
            found[pair, 2] = z + along * directions[pair, 2]
