package org.genogate.gateway.portal;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import org.genogate.gateway.page.portal.JteallowGenerated;
import org.genogate.gateway.page.portal.JtechangedGenerated;
import org.genogate.gateway.page.portal.JtehistoryGenerated;
import org.genogate.gateway.page.portal.JtehomeGenerated;
import org.genogate.gateway.page.portal.JtereceiptGenerated;
import org.genogate.gateway.page.portal.JtesigninGenerated;
import org.genogate.gateway.page.portal.JtesorryGenerated;
import org.genogate.gateway.page.portal.JtestopGenerated;
import org.genogate.gateway.page.portal.JtestopeverythingGenerated;
import org.genogate.gateway.page.portal.JtewholookedGenerated;

/// Renders a page with its template, which javac has checked.
final class PageWriter {

  private PageWriter() {}

  static Reply reply(Page.Frame frame, Page page) {
    int status =
        switch (page) {
          case Page.Sorry sorry -> sorry.status();
          case Page.Allow allow -> allow.faults().isEmpty() ? 200 : 422;
          case Page.SignIn signIn -> signIn.fault().isEmpty() ? 200 : 422;
          case Page.Home _,
              Page.Stop _,
              Page.StopEverything _,
              Page.Changed _,
              Page.History _,
              Page.WhoLooked _,
              Page.Receipt _ ->
              200;
        };
    return Reply.html(status, render(frame, page));
  }

  private static String render(Page.Frame frame, Page page) {
    var text = new StringOutput();
    var output = new OwaspHtmlTemplateOutput(text);
    switch (page) {
      case Page.SignIn model -> JtesigninGenerated.render(output, null, frame, model);
      case Page.Home model -> JtehomeGenerated.render(output, null, frame, model);
      case Page.Stop model -> JtestopGenerated.render(output, null, frame, model);
      case Page.StopEverything model ->
          JtestopeverythingGenerated.render(output, null, frame, model);
      case Page.Changed model -> JtechangedGenerated.render(output, null, frame, model);
      case Page.Allow model -> JteallowGenerated.render(output, null, frame, model);
      case Page.History model -> JtehistoryGenerated.render(output, null, frame, model);
      case Page.WhoLooked model -> JtewholookedGenerated.render(output, null, frame, model);
      case Page.Receipt model -> JtereceiptGenerated.render(output, null, frame, model);
      case Page.Sorry model -> JtesorryGenerated.render(output, null, frame, model);
    }
    return text.toString();
  }
}
