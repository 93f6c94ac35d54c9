"""What the buttons of a deployment do."""

from __future__ import annotations

from django.urls import reverse

from autofix.core.tenancy import tenant_scope
from autofix.deployments.models import Deployment


def press(browser, filled, name: str) -> str:
    address = reverse("admin:deployments_deployment_operation", args=[filled.deployment_id, name])
    return browser.post(address, {"seen": ""}, follow=True).content.decode()


def test_roll_back_asks_for_a_deployment_of_its_own(filled, log_in) -> None:
    press(log_in(filled.tenant_id), filled, "roll-back")
    with tenant_scope(filled.tenant_id):
        made = Deployment.objects.get(operation="rollback")
    assert made.metadata == {"rolls_back": filled.deployment_id} and made.requested_by.startswith("user:usr_")


def test_nothing_to_go_back_to_is_a_message(filled, log_in) -> None:
    with tenant_scope(filled.tenant_id):
        Deployment.objects.update(previous="")
    assert "there is no release to go back to" in press(log_in(filled.tenant_id), filled, "roll-back")


def test_cancel(filled, log_in, read) -> None:
    with tenant_scope(filled.tenant_id):
        Deployment.objects.update(status="pending")
    press(log_in(filled.tenant_id), filled, "cancel")
    assert read(Deployment, filled.tenant_id, filled.deployment_id).status == "cancelled"


def test_deploy_again_is_accepted_whatever_the_configuration_says(filled, log_in) -> None:
    with tenant_scope(filled.tenant_id):
        Deployment.objects.get().project._meta.model.objects.update(configuration="policy: {stop_at: merge}")
    press(log_in(filled.tenant_id), filled, "deploy-again")
    with tenant_scope(filled.tenant_id):
        assert Deployment.objects.exclude(pk=filled.deployment_id).get().status == "pending"


def test_page_shows_phases(filled, log_in) -> None:
    address = reverse("admin:deployments_deployment_change", args=[filled.deployment_id])
    page = log_in(filled.tenant_id).get(address).content.decode()
    assert "<td>validation</td>" in page and "af-error" in page and "af-warning" in page
    assert "&quot;seen&quot;" in page
