// Angular Material: a reactive form in a dialog that traps the focus, sent with HttpClient. The
// components are compiled in the browser, so that no builder of Angular's is needed.
import '@angular/compiler';
import { HttpClient, provideHttpClient } from '@angular/common/http';
import { Component, inject } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule, Validators } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import { bootstrapApplication } from '@angular/platform-browser';

// Called as functions, decorators need no compiler of their own.
const AbsenceForm = Component({
  selector: 'absence-form',
  imports: [
    ReactiveFormsModule,
    MatButtonModule,
    MatDialogModule,
    MatFormFieldModule,
    MatInputModule,
  ],
  template: `
    <h2 mat-dialog-title>Frånvaro</h2>
    <form [formGroup]="form" (ngSubmit)="save()">
      <mat-dialog-content>
        <mat-form-field>
          <mat-label>Elev</mat-label>
          <input matInput name="pupil" formControlName="pupil">
        </mat-form-field>
        <mat-form-field>
          <mat-label>Anmärkning</mat-label>
          <textarea matInput name="remark" formControlName="remark" cdkTextareaAutosize></textarea>
        </mat-form-field>
        <output>{{ form.value.remark }}</output>
      </mat-dialog-content>
      <mat-dialog-actions>
        <button matButton type="button" mat-dialog-close>Avbryt</button>
        <button matButton="filled" type="submit">Spara</button>
      </mat-dialog-actions>
    </form>`,
})(
  class {
    readonly #http = inject(HttpClient);
    readonly #dialog = inject(MatDialogRef);
    readonly form = new FormGroup({
      pupil: new FormControl('', Validators.required),
      remark: new FormControl('', Validators.required),
    });

    save(): void {
      if (!this.form.valid) return;
      this.#http.post('/api/absences', this.form.value).subscribe(() => this.#dialog.close());
    }
  },
);

const AbsencePage = Component({
  selector: 'absence-page',
  imports: [MatButtonModule, MatDialogModule],
  template: '<button matButton="filled" (click)="open()">Ny frånvaro</button>',
})(
  class {
    readonly #dialog = inject(MatDialog);

    open(): void {
      this.#dialog.open(AbsenceForm);
    }
  },
);

bootstrapApplication(AbsencePage, { providers: [provideHttpClient()] });
