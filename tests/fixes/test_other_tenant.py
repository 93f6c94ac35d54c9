"""A fix and all that belongs to it is invisible to another tenant."""

import pytest

from autofix.core.errors import NotFound
from autofix.core.models import Event
from autofix.core.tenancy import tenant_scope
from autofix.fixes.models import Attempt, Change, Fix
from autofix.fixes.services import get_fix


def test_no_row_of_it_is_seen(shop, offered, other_tenant):
    models = (Fix, Attempt, Change, Event)
    assert all(shop.rows(model) for model in models)

    with tenant_scope(other_tenant):
        assert [model for model in models if model.objects.filter(tenant_id=shop.tenant).exists()] == []
        with pytest.raises(NotFound):
            get_fix(offered.id)


def test_nothing_of_it_can_be_changed(shop, offered, other_tenant):
    with tenant_scope(other_tenant):
        assert Fix.objects.filter(pk=offered.pk).update(approval="approved") == 0

    assert shop.fix().approval == "awaiting"
